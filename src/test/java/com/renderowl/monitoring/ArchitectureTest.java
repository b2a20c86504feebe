package com.renderowl.monitoring;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ResourceArgs;
import com.renderowl.monitoring.config.StackSecrets;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The layers of the program, and what its components have in common. */
@Tag("unit")
class ArchitectureTest {

    private static final String ROOT = "com.renderowl.monitoring";
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_LINES = 300;

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void unitsImportOnlyTheJdk() {
        classes()
                .that(inside("units"))
                .should()
                .onlyDependOnClassesThat(inside("units").or(resideInAnyPackage("java..", "org.jspecify..")))
                .check(PROGRAM);
    }

    @Test
    void capacityIsComputedOfQuantitiesAlone() {
        classes()
                .that(inside("capacity"))
                .should()
                .onlyDependOnClassesThat(
                        inside("capacity").or(inside("units")).or(resideInAnyPackage("java..", "org.jspecify..")))
                .check(PROGRAM);
    }

    @Test
    void rulesKnowNothingOfConfigurationAndPlatforms() {
        noClasses()
                .that(inside("rules"))
                .should()
                .dependOnClassesThat(
                        inside("config").or(inside("model")).or(platforms()).or(resideInAPackage("com.pulumi..")))
                .check(PROGRAM);
    }

    @Test
    void configurationKnowsOfPulumiOnlyHowSecretsBecomeOutputs() {
        DescribedPredicate<JavaClass> pulumi = resideInAPackage("com.pulumi..");
        noClasses()
                .that(inside("config"))
                .and()
                .doNotBelongToAnyOf(StackSecrets.class)
                .should()
                .dependOnClassesThat(pulumi)
                .check(PROGRAM);
        noClasses()
                .that()
                .belongToAnyOf(StackSecrets.class)
                .should()
                .dependOnClassesThat(pulumi.and(describe("are not Output", type -> !type.isEquivalentTo(Output.class))))
                .check(PROGRAM);
        noClasses()
                .that(inside("config"))
                .should()
                .dependOnClassesThat(inside("model").or(inside("kubernetes")))
                .check(PROGRAM);
    }

    @Test
    void modelKnowsNeitherPulumiNorPlatforms() {
        noClasses()
                .that(inside("model"))
                .should()
                .dependOnClassesThat(resideInAPackage("com.pulumi..").or(platforms()))
                .check(PROGRAM);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".model")
                .should()
                .dependOnClassesThat(inside("model.prometheus"))
                .because("prometheus.yml follows from the model, and not the other way round")
                .check(PROGRAM);
    }

    /** A proof that shares code with what it proves, shares its mistakes. */
    @Test
    void whatSaysWhoReachesWhomIsUnknownToWhatMakesThePolicies() {
        noClasses()
                .that(platforms())
                .should()
                .dependOnClassesThat(inside("model.reach"))
                .check(PROGRAM);
    }

    @Test
    void platformsDoNotKnowEachOther() {
        noClasses()
                .that(inside("kubernetes"))
                .should()
                .dependOnClassesThat(inside("docker").or(resideInAPackage("com.pulumi.docker..")))
                .check(PROGRAM);
        noClasses()
                .that(inside("docker"))
                .should()
                .dependOnClassesThat(inside("kubernetes").or(resideInAPackage("com.pulumi.kubernetes..")))
                .check(PROGRAM);
    }

    @Test
    void whereAStackGoesIsFoundOutWithoutTheRestOfTheProgram() {
        for (String destination : new String[] {"cluster", "machine"}) {
            noClasses()
                    .that(inside(destination))
                    .should()
                    .dependOnClassesThat(resideInAPackage("com.pulumi..")
                            .or(resideInAPackage(ROOT + "..")
                                    .and(not(inside(destination).or(inside("units"))))))
                    .check(PROGRAM);
        }
    }

    @Test
    void onlyTheProgramAndTheCommandLineSeeTheContextOfARun() {
        noClasses()
                .that(not(atRoot().or(inside("cli"))))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.pulumi.Context")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.pulumi.Config")
                .check(PROGRAM);
    }

    @Test
    void nothingImportsTheProgramOrTheCommandLineButTheCommandLine() {
        noClasses()
                .that(not(inside("cli").or(describe("App", type -> type.isEquivalentTo(App.class)))))
                .should()
                .dependOnClassesThat(inside("cli"))
                .check(PROGRAM);
        noClasses()
                .that(not(inside("cli").or(inside("component")).or(atRoot())))
                .should()
                .dependOnClassesThat(atRoot())
                .check(PROGRAM);
    }

    @Test
    void nothingButItsMainClassKnowsThatTheStackIsAlsoAComponentOfOtherPrograms() {
        noClasses()
                .that(not(inside("component").or(describe("App", type -> type.isEquivalentTo(App.class)))))
                .should()
                .dependOnClassesThat(inside("component"))
                .check(PROGRAM);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void componentsAndTheirArgumentsAreFinal() {
        classes()
                .that()
                .areAssignableTo(ComponentResource.class)
                .or()
                .areAssignableTo(ResourceArgs.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(PROGRAM);
    }

    @Test
    void componentsNameTheirTypeAfterThemselvesAndRegisterOutputs() {
        List<String> components = PROGRAM.stream()
                .filter(type -> type.isAssignableTo(ComponentResource.class))
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();
        assertThat(components).isNotEmpty().allSatisfy(name -> assertThat(source(name))
                .contains("super(\"renderowl:monitoring:" + name + "\", name, ")
                .containsOnlyOnce("registerOutputs("));
    }

    /** A resource that is made inside {@code apply} is missing from every preview in which the value is not known yet. */
    @Test
    void nothingIsMadeOrThrownInsideApply() {
        Pattern application = Pattern.compile("\\.(apply|applyValue|applyOptional)\\(");
        List<String> wrong = new ArrayList<>();
        sources().forEach(file -> {
            String text = read(file);
            if (!text.contains("com.pulumi.core.Output")) {
                return;
            }
            Matcher matcher = application.matcher(text);
            while (matcher.find()) {
                String body = parenthesised(text, matcher.end());
                if (Pattern.compile("\\b(new|throw)\\b").matcher(body).find()) {
                    wrong.add(file.getFileName() + ": " + body);
                }
            }
        });
        assertThat(wrong).as("resources and exceptions inside apply").isEmpty();
    }

    @Test
    void filesAreShortEnoughToReadAtOnce() {
        assertThat(sources().filter(file -> read(file).lines().count() > MOST_LINES))
                .as("files of more than %d lines: split them by what they are about", MOST_LINES)
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() {
        assertThat(sources().map(Path::getParent).distinct()).isNotEmpty().allSatisfy(directory -> assertThat(
                        read(directory.resolve("package-info.java")))
                .contains("/**", "@NullMarked"));
    }

    private static DescribedPredicate<JavaClass> inside(String name) {
        return resideInAPackage(ROOT + "." + name + "..");
    }

    private static DescribedPredicate<JavaClass> atRoot() {
        return resideInAPackage(ROOT);
    }

    private static DescribedPredicate<JavaClass> platforms() {
        return inside("kubernetes").or(inside("docker"));
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String source(String simpleName) {
        List<Path> found = sources()
                .filter(file -> file.getFileName().toString().equals(simpleName + ".java"))
                .toList();
        assertThat(found).as("source files of %s", simpleName).hasSize(1);
        return read(found.get(0));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What stands between the parenthesis before {@code start} and its partner. */
    private static String parenthesised(String text, int start) {
        int depth = 1;
        int end = start;
        while (depth > 0) {
            char next = text.charAt(end++);
            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
        }
        return text.substring(start, end - 1);
    }
}
