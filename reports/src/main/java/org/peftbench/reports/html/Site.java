package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.peftbench.reports.Block;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Row;
import org.peftbench.reports.RunFiles;
import org.peftbench.results.RunRecord;
import org.peftbench.results.study.Study;

/**
 * All pages of a report, each made when it is asked for: a sweep of thousands is never held whole.
 */
public final class Site {
  private final Map<String, Supplier<Page>> pages = new LinkedHashMap<>();

  private Site(Contents contents) {
    List<Study> studies = contents.files().studies();
    List<Block> ablated = contents.blocks().stream().filter(AblationPage::hasAny).toList();
    List<Block> followed = contents.blocks().stream().filter(DriftPage::hasAny).toList();
    if (!studies.isEmpty() || !ablated.isEmpty() || !followed.isEmpty()) {
      pages.put(StudiesPage.PATH, () -> StudiesPage.of(contents, studies, ablated, followed));
    }
    pages.put(TablesPage.PATH, () -> TablesPage.of(contents));
    pages.put(RanksPage.PATH, () -> RanksPage.of(contents));
    pages.put(PublishedPage.PATH, () -> PublishedPage.of(contents));
    pages.put(FailuresPage.PATH, () -> FailuresPage.of(contents));
    pages.put(ProvenancePage.PATH, () -> ProvenancePage.of(contents));
    for (Study study : studies) {
      pages.put(StudiesPage.path(study), () -> StudiesPage.page(study));
    }
    for (Block block : followed) {
      pages.put(contents.driftPage(block), () -> DriftPage.of(contents, block));
    }
    for (Block block : ablated) {
      pages.put(contents.ablationPage(block), () -> AblationPage.of(contents, block));
    }
    for (Block block : contents.blocks()) {
      pages.put(contents.taskPage(block), () -> TaskPage.of(contents, block));
      pages.put(contents.paretoPage(block), () -> ParetoPage.of(contents, block));
      for (Row row : block.rows()) {
        for (RunRecord run : row.everyRun()) {
          pages.put(contents.runPage(run), () -> RunPage.of(contents, block, row, run));
        }
      }
    }
    pages.put(OverviewPage.PATH, () -> OverviewPage.of(contents));
  }

  /** A site to be written: its charts are files too, and so are its tables. */
  public static Site of(Comparison comparison, RunFiles files) {
    return new Site(new Contents(comparison, files, true));
  }

  /** A site to be looked at page by page, without files. */
  public static Site live(Comparison comparison, RunFiles files) {
    return new Site(new Contents(comparison, files, false));
  }

  /** Pages that every page leads to. */
  public List<Part.Link> links() {
    List<Part.Link> links = new ArrayList<>();
    links.add(new Part.Link("Overview", OverviewPage.PATH));
    links.add(new Part.Link("Tables", TablesPage.PATH));
    links.add(new Part.Link("Ranks", RanksPage.PATH));
    links.add(new Part.Link("Published", PublishedPage.PATH));
    if (pages.containsKey(StudiesPage.PATH)) {
      links.add(new Part.Link("Studies", StudiesPage.PATH));
    }
    links.add(new Part.Link("Failures", FailuresPage.PATH));
    links.add(new Part.Link("Provenance", ProvenancePage.PATH));
    return links;
  }

  /** Makes every page, the first one last. */
  public List<Supplier<Page>> pages() {
    return List.copyOf(pages.values());
  }

  /** Makes one page. */
  public Optional<Page> page(String path) {
    return Optional.ofNullable(pages.get(path)).map(Supplier::get);
  }
}
