package org.peftbench.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Date;
import java.util.Set;

/** The arrows between the modules, and the fence around the engine's operations. */
@AnalyzeClasses(packages = "org.peftbench", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String RESULTS = "org.peftbench.results";
  private static final String BASE = "org.peftbench.results.base..";
  private static final String TASKS = "org.peftbench.tasks..";
  private static final String MODELS = "org.peftbench.models..";
  private static final String METHODS = "org.peftbench.methods..";
  private static final String REPORTS = "org.peftbench.reports..";
  private static final String HARNESS = "org.peftbench.harness..";
  private static final String ENGINE = "ai.djl..";

  /** What code outside the operations' package may ask of an array: nothing that computes. */
  private static final Set<String> BOOKKEEPING =
      Set.of(
          "attach",
          "close",
          "detach",
          "getDataType",
          "getDevice",
          "getGradient",
          "getManager",
          "getName",
          "getShape",
          "getUid",
          "hasGradient",
          "isEmpty",
          "isReleased",
          "setName",
          "setRequiresGradient",
          "size",
          "tempAttach",
          "toByteBuffer",
          "toArray",
          "toBooleanArray",
          "toDoubleArray",
          "toFloatArray",
          "toIntArray",
          "toLongArray");

  /** Say when a run or a page began, when a baseline was written, and how old a page is. */
  private static final Set<String> STAMPS =
      Set.of("Workers", "TrainingRun", "BaselineCommand", "LiveSite");

  @ArchTest
  static final ArchRule RESULTS_STAND_ALONE =
      noClasses()
          .that()
          .resideInAPackage(RESULTS + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TASKS, MODELS, METHODS, REPORTS, HARNESS, ENGINE);

  @ArchTest
  static final ArchRule TASKS_SEE_RESULTS_ONLY =
      noClasses()
          .that()
          .resideInAPackage(TASKS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(MODELS, METHODS, REPORTS, HARNESS, ENGINE);

  @ArchTest
  static final ArchRule REPORTS_SEE_RESULTS_ONLY =
      noClasses()
          .that()
          .resideInAPackage(REPORTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TASKS, MODELS, METHODS, HARNESS, ENGINE);

  @ArchTest
  static final ArchRule MODELS_SEE_THE_ENGINE_ONLY =
      noClasses()
          .that()
          .resideInAPackage(MODELS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RESULTS, TASKS, METHODS, REPORTS, HARNESS);

  @ArchTest
  static final ArchRule METHODS_SEE_MODELS_ONLY =
      noClasses()
          .that()
          .resideInAPackage(METHODS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RESULTS, TASKS, REPORTS, HARNESS);

  @ArchTest
  static final ArchRule THE_BASE_STANDS_ON_NOTHING =
      noClasses()
          .that()
          .resideInAPackage(BASE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RESULTS, TASKS, MODELS, METHODS, REPORTS, HARNESS);

  @ArchTest
  static final ArchRule PACKAGES_OF_THE_HARNESS_FORM_NO_CYCLE =
      slices().matching("org.peftbench.harness.(*)..").should().beFreeOfCycles();

  /**
   * An operand that lives in Java memory corrupts gradients (see {@code org.peftbench.models.ops}),
   * so one package owns all operations.
   */
  @ArchTest
  static final ArchRule ONLY_OPS_COMPUTE =
      noClasses()
          .that()
          .resideInAnyPackage(MODELS, METHODS, HARNESS)
          .and()
          .resideOutsideOfPackage("org.peftbench.models.ops..")
          .and() // casts weights when they are read, where no gradient can be lost
          .doNotHaveFullyQualifiedName("org.peftbench.models.FrozenParameters")
          .should()
          .callMethodWhere(computesOnAnArray());

  /**
   * The parent plans and supervises: of the harness, only what trains and what exchanges sees the
   * engine.
   */
  @ArchTest
  static final ArchRule THE_PARENT_KNOWS_NO_ENGINE =
      noClasses()
          .that()
          .resideInAPackage(HARNESS)
          .and()
          .resideOutsideOfPackages(
              "org.peftbench.harness.train..",
              "org.peftbench.harness.study..", // commands on starts and adapters need no worker
              "org.peftbench.harness.pretrain..", // in a process of its own, too
              "org.peftbench.harness.estimate..", // trains dry
              "org.peftbench.harness.exchange..") // commands on one adapter need no worker
          .and()
          .doNotHaveFullyQualifiedName("org.peftbench.harness.worker.WarmUp")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ENGINE);

  /**
   * A clock that is set while a sweep runs must harm nothing: it stamps what is kept, and no
   * duration, limit or interval knows it.
   */
  @ArchTest
  static final ArchRule THE_WALL_CLOCK_ONLY_STAMPS =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "stamp nothing", (JavaClass type) -> !STAMPS.contains(type.getSimpleName())))
          .should()
          .callMethodWhere(readsTheWallClock());

  private ArchitectureTest() {}

  private static DescribedPredicate<JavaMethodCall> readsTheWallClock() {
    return DescribedPredicate.describe(
            "reads the wall clock",
            (JavaAccess<?> call) ->
                call.getTarget().getName().equals("currentTimeMillis")
                    || (call.getTargetOwner().getPackageName().equals("java.time")
                        && call.getTarget().getName().matches("now|system.*"))
                    || (call.getTargetOwner().isEquivalentTo(Date.class)
                        && call.getTarget().getName().equals("<init>")))
        .forSubtype();
  }

  private static DescribedPredicate<JavaMethodCall> computesOnAnArray() {
    return DescribedPredicate.describe(
            "computes on an NDArray",
            (JavaAccess<?> call) ->
                call.getTargetOwner().isAssignableTo(NDArray.class)
                    && !BOOKKEEPING.contains(call.getTarget().getName()))
        .forSubtype();
  }
}
