package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.RunFiles;

/** All pages of a report, made one by one so that a sweep of thousands never lies in memory. */
public final class Site {
  private final Contents contents;

  private Site(Contents contents) {
    this.contents = contents;
  }

  /** A site over a comparison and what lies beside its records. */
  public static Site of(Comparison comparison, RunFiles files) {
    return new Site(new Contents(comparison, files));
  }

  /** Pages that every page leads to. */
  public List<Part.Link> links() {
    List<Part.Link> links = new ArrayList<>();
    links.add(new Part.Link("Overview", OverviewPage.PATH));
    links.add(new Part.Link("Tables", TablesPage.PATH));
    links.add(new Part.Link("Failures", FailuresPage.PATH));
    links.add(new Part.Link("Provenance", ProvenancePage.PATH));
    return links;
  }

  /** Every page but the first, each made when the stream comes to it. */
  public Stream<Page> details() {
    Stream<Page> runs =
        contents.blocks().stream()
            .flatMap(
                block ->
                    block.rows().stream()
                        .flatMap(
                            row ->
                                row.everyRun().stream()
                                    .map(run -> RunPage.of(contents, block, row, run))));
    Stream<Page> tasks = contents.blocks().stream().map(block -> TaskPage.of(contents, block));
    Stream<Page> wide =
        Stream.of(TablesPage.of(contents), FailuresPage.of(contents), ProvenancePage.of(contents));
    return Stream.of(wide, tasks, runs).flatMap(pages -> pages);
  }

  /** The first page. */
  public Page overview() {
    return OverviewPage.of(contents);
  }
}
