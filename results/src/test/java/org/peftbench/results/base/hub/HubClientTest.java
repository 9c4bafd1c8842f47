package org.peftbench.results.base.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.results.base.UserError;

class HubClientTest {
  private static final HubRepository DATA =
      new HubRepository(HubRepository.Kind.DATASET, "nyu-mll/glue");
  private static final String LARGE = "cola/train/0000.parquet";
  private static final String SMALL = "config.json";
  private static final String TOKEN = "hf_secret";

  private final byte[] bytes = new byte[300_000];
  private final List<Duration> slept = new ArrayList<>();
  private final List<Long> progress = new ArrayList<>();
  private FakeHub hub;
  @TempDir private Path cache;

  @BeforeEach
  void open() throws IOException {
    new Random(1).nextBytes(bytes);
    hub = new FakeHub().with(LARGE, bytes).with(SMALL, "{}\n".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void fetchesUnderTheNamesThatPythonUses() throws IOException {
    Path file = fetch(LARGE);
    assertThat(file)
        .isEqualTo(
            cache.resolve("datasets--nyu-mll--glue/snapshots/" + FakeHub.COMMIT + "/" + LARGE))
        .hasBinaryContent(bytes);
    assertThat(fetch(SMALL)).hasContent("{}\n");
    assertThat(cache.resolve("datasets--nyu-mll--glue/refs/main")).hasContent(FakeHub.COMMIT);
    assertThat(progress).startsWith(0L).endsWith(3L).contains(300_000L);
  }

  @Test
  void asksForWhatIsThereNoMore() {
    fetch(LARGE);
    int before = hub.seen().size();
    HubClient client = client(null, false);
    HubSnapshot snapshot = client.known(DATA, "main");
    client.fetch(snapshot, snapshot.file(LARGE).orElseThrow(), HubProgress.SILENT);
    client.latest(DATA, FakeHub.COMMIT);
    assertThat(hub.seen()).hasSize(before);
  }

  @Test
  void fetchesAgainWhatWasTruncatedSince() throws IOException {
    Path blob = fetch(LARGE).toRealPath();
    for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
      Files.write(blob, Arrays.copyOf(bytes, length));
      assertThat(fetch(LARGE)).hasBinaryContent(bytes);
    }
  }

  @Test
  void goesOnWhereTheConnectionEnded() {
    HubSnapshot snapshot = snapshot(client(null, false));
    hub.next(FakeHub.cutAfter(120_000)).next(FakeHub.cutAfter(50_000));
    assertThat(file(snapshot)).hasBinaryContent(bytes);
    assertThat(last().range()).isEqualTo("bytes=170000-");
    assertThat(slept).isNotEmpty().allMatch(Duration.ofSeconds(1)::equals);
  }

  @Test
  void asksAgainForAListingThatWasCutOff() {
    hub.next(FakeHub.cutAfter(20));
    assertThat(snapshot(client(null, false)).files()).hasSize(2);
  }

  @Test
  void goesOnWhereTheConnectionFellSilent() {
    HubClient client = impatient(100);
    HubSnapshot snapshot = snapshot(client);
    hub.next(hub.stallAfter(120_000));
    assertThat(client.fetch(snapshot, snapshot.file(LARGE).orElseThrow(), HubProgress.SILENT))
        .hasBinaryContent(bytes);
    assertThat(slept).isNotEmpty();
  }

  @Test
  void asksAgainForAListingThatFellSilent() {
    hub.next(hub.stallAfter(20));
    assertThat(snapshot(impatient(100)).files()).hasSize(2);
  }

  @Test
  void saysThatTheConnectionFellSilent() {
    for (int i = 0; i < 6; i++) {
      hub.next(hub.stallAfter(20));
    }
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> snapshot(impatient(1)))
        .withMessageContaining("no byte came for");
  }

  @Test
  void goesOnAfterAnotherProcessEnded() throws IOException {
    HubSnapshot snapshot = snapshot(client(null, false));
    Files.createDirectories(part(snapshot).getParent());
    Files.write(part(snapshot), Arrays.copyOf(bytes, 100_000));
    assertThat(file(snapshot)).hasBinaryContent(bytes);
    assertThat(last().range()).isEqualTo("bytes=100000-");
    assertThat(part(snapshot)).doesNotExist();
  }

  @Test
  void startsOverWhereRangesMeanNothing() throws IOException {
    HubSnapshot snapshot = snapshot(client(null, false));
    Files.createDirectories(part(snapshot).getParent());
    Files.write(part(snapshot), new byte[100_000]);
    hub.next(FakeHub.wholeFile());
    assertThat(file(snapshot)).hasBinaryContent(bytes);
  }

  @Test
  void startsOverWhereWhatWasLeftIsDamaged() throws IOException {
    HubSnapshot snapshot = snapshot(client(null, false));
    Files.createDirectories(part(snapshot).getParent());
    Files.write(part(snapshot), new byte[100_000]);
    assertThat(file(snapshot)).hasBinaryContent(bytes);
    assertThat(last().range()).isNull();
  }

  @Test
  void startsOverWhereWhatWasLeftIsTooLong() throws IOException {
    HubSnapshot snapshot = snapshot(client(null, false));
    Files.createDirectories(part(snapshot).getParent());
    Files.write(part(snapshot), new byte[400_000]);
    assertThat(file(snapshot)).hasBinaryContent(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void triesAgainWhereTheServerIsBusy(int status) {
    HubSnapshot snapshot = snapshot(client(null, false));
    hub.next(FakeHub.status(status)).next(FakeHub.status(status));
    assertThat(file(snapshot)).hasBinaryContent(bytes);
    assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    hub.next(FakeHub.status(429, "Retry-After", "40"));
    snapshot(client(null, false));
    assertThat(slept).containsExactly(Duration.ofSeconds(40));
  }

  @Test
  void givesUpInTheEnd() {
    for (int i = 0; i < 6; i++) {
      hub.next(FakeHub.status(503));
    }
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> snapshot(client(null, false)))
        .withMessageContaining("answers 503")
        .withMessageContaining("try again");
    assertThat(slept).hasSize(5).endsWith(Duration.ofSeconds(16));
  }

  @Test
  void doesNotWaitForEver() {
    hub.next(FakeHub.status(429, "Retry-After", "86400"));
    assertThatExceptionOfType(UserError.class).isThrownBy(() -> snapshot(client(null, false)));
    assertThat(slept).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"401, set HF_TOKEN", "403, accept its conditions", "404, check the name"})
  void saysWhatARefusalMeans(int status, String remedy) {
    hub.next(FakeHub.status(status));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> snapshot(client(TOKEN, false)))
        .withMessageContaining("data set nyu-mll/glue at main")
        .withMessageContaining(remedy)
        .withMessageNotContaining(TOKEN);
    assertThat(slept).isEmpty();
  }

  @Test
  void keepsNothingOfWrongBytes() throws IOException {
    hub.lying();
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch(LARGE))
        .withMessageContaining("came with other bytes than the hub lists");
    try (Stream<Path> left = Files.walk(cache)) {
      assertThat(left.filter(Files::isRegularFile).map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".incomplete") || name.endsWith(".parquet"));
    }
  }

  @Test
  void givesTheTokenToTheEndpointAlone() throws IOException {
    try (FakeHub elsewhere = new FakeHub().with(LARGE, bytes)) {
      String there = elsewhere.address() + "/any/resolve/" + FakeHub.COMMIT + "/" + LARGE;
      HubClient client = client(TOKEN, false);
      HubSnapshot snapshot = snapshot(client);
      hub.next(FakeHub.status(302, "Location", there + "?signature=1"));
      Path file = client.fetch(snapshot, snapshot.file(LARGE).orElseThrow(), HubProgress.SILENT);
      assertThat(file).hasBinaryContent(bytes);
      assertThat(hub.seen()).allMatch(seen -> ("Bearer " + TOKEN).equals(seen.authorization()));
      assertThat(elsewhere.seen()).hasSize(1).allMatch(seen -> seen.authorization() == null);
    }
  }

  @Test
  void keepsTheTokenOnTheWayWithinTheEndpoint() {
    HubClient client = client(TOKEN, false);
    HubSnapshot snapshot = snapshot(client);
    hub.next(FakeHub.status(307, "Location", "/moved/resolve/" + FakeHub.COMMIT + "/" + LARGE));
    client.fetch(snapshot, snapshot.file(LARGE).orElseThrow(), HubProgress.SILENT);
    assertThat(last().path()).startsWith("/moved/");
    assertThat(last().authorization()).isEqualTo("Bearer " + TOKEN);
  }

  @Test
  void followsNoCircle() {
    for (int i = 0; i < 36; i++) {
      hub.next(FakeHub.status(302, "Location", "/api/datasets/nyu-mll/glue/revision/main"));
    }
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> snapshot(client(null, false)))
        .withMessageContaining("more than 5 redirects");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://localhost/", "http://["})
  void followsNoRedirectOutOfTheWeb(String location) {
    for (int i = 0; i < 6; i++) {
      hub.next(FakeHub.status(302, "Location", location));
    }
    assertThatExceptionOfType(UserError.class).isThrownBy(() -> snapshot(client(null, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "a/../../b", "/etc/passwd", "a\\\\b", "C:/x", "a//b"})
  void refusesFilesOutsideTheirFolder(String path) {
    hub.with(path, new byte[1]);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> snapshot(client(null, false)))
        .withMessageContaining("outside its folder");
  }

  @Test
  void saysWhatIsNotInTheCacheOffline() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> snapshot(client(null, true)))
        .withMessageContaining("HF_HUB_OFFLINE forbids");
    fetch(LARGE);
    HubSnapshot snapshot = snapshot(client(null, true));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                client(null, true)
                    .fetch(snapshot, snapshot.file(SMALL).orElseThrow(), HubProgress.SILENT))
        .withMessageContaining("config.json of data set nyu-mll/glue is not in");
    assertThat(hub.seen()).hasSize(2);
  }

  @Test
  void saysThatNobodyListens() {
    HubSettings settings = new HubSettings(hub.address(), null, cache, false);
    hub.close();
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new HubClient(settings, slept::add).latest(DATA, "main"))
        .withMessageContaining("Can't fetch data set nyu-mll/glue");
  }

  private HubSnapshot snapshot(HubClient client) {
    return client.latest(DATA, "main");
  }

  private Path file(HubSnapshot snapshot) {
    return client(null, false)
        .fetch(snapshot, snapshot.file(LARGE).orElseThrow(), HubProgress.SILENT);
  }

  private FakeHub.Seen last() {
    return hub.seen().get(hub.seen().size() - 1);
  }

  private Path part(HubSnapshot snapshot) {
    return new HubCache(cache, DATA).incomplete(snapshot.file(LARGE).orElseThrow());
  }

  private Path fetch(String name) {
    HubClient client = client(null, false);
    HubSnapshot snapshot = client.latest(DATA, "main");
    return client.fetch(
        snapshot, snapshot.file(name).orElseThrow(), (file, done) -> progress.add(done));
  }

  /** One that takes a connection for gone after so many milliseconds without a byte. */
  private HubClient impatient(int silence) {
    HubSettings settings = new HubSettings(hub.address(), null, cache, false);
    return new HubClient(settings, slept::add, Duration.ofMillis(silence));
  }

  private HubClient client(@Nullable String token, boolean offline) {
    return new HubClient(new HubSettings(hub.address(), token, cache, offline), slept::add);
  }
}
