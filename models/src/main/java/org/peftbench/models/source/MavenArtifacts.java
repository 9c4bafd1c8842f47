package org.peftbench.models.source;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.peftbench.results.base.UserError;

/**
 * Fetches single artifacts the way Maven would on this machine: the user's and the installation's
 * settings with their mirrors, proxies, credentials and offline switch, the local repository
 * ({@code -Dmaven.repo.local} included), and Maven's own default repository.
 */
final class MavenArtifacts {
  private final boolean offline;
  private final Consumer<String> progress;

  /**
   * @param offline true to use the local repository only; false leaves it to the settings
   * @param progress told, line by line, what is being downloaded
   */
  MavenArtifacts(boolean offline, Consumer<String> progress) {
    this.offline = offline;
    this.progress = progress;
  }

  /**
   * The artifact's file in the local repository, downloaded if it is not there; its dependencies
   * are left alone.
   *
   * @throws UserError if it can't be had
   */
  Path resolve(String coordinates) {
    ContextOverrides.Builder overrides =
        ContextOverrides.create()
            .withUserSettings(true)
            .transferListener(new DownloadProgress(progress));
    MavenInstallation.find(System.getenv()).ifPresent(overrides::withMavenSystemHomeOverride);
    if (offline) {
      overrides.offline(true);
    }
    Artifact artifact = new DefaultArtifact(coordinates);
    try (Context maven = Runtimes.INSTANCE.getRuntime().create(overrides.build())) {
      ArtifactRequest request = new ArtifactRequest(artifact, maven.remoteRepositories(), null);
      return maven
          .repositorySystem()
          .resolveArtifact(maven.repositorySystemSession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw new UserError(
              "Can't get the Maven artifact %s: %s. Check the network, and mirrors and proxies in"
                  + " Maven's settings.xml, or fetch it where there is a network: mvn"
                  + " dependency:get -Dtransitive=false -Dartifact=%s",
              coordinates, innermost(e), coordinates)
          .withCause(e);
    }
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
