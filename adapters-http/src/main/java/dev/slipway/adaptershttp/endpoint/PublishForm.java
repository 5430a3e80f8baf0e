package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Field;
import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rule;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ReservedNames;
import dev.slipway.domain.catalogue.Segment;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The body of a publication (seed {@code publish-wheel-provider-version.txt};
 * contract/foundation.md sections 3 and 4).
 *
 * @param target the provider
 * @param organization the organization that the publisher says it is
 * @param version the version
 * @param content what is frozen
 * @param display display data for the first publication
 */
record PublishForm(
    Target target,
    Optional<OrganizationId> organization,
    SemVer version,
    WheelContent content,
    DisplayData.Edit display) {

  private static final int NAME_LENGTH = 200;
  private static final int CHANGELOG_BYTES = 64 * 1024;
  private static final int ENTRYPOINT_WORDS = 64;
  private static final int ENTRYPOINT_WORD_LENGTH = 4_096;

  static final Rule<SemVer> VERSION = Rules.text().parsed(Kind.SEMVER, SemVer::parse);

  static final Rule<String> CHANGELOG = Rules.bytes(CHANGELOG_BYTES);

  private static final Rule<Target> TARGET =
      Rules.text(1, NAME_LENGTH)
          .parsed(
              Kind.PROVIDER_NAME,
              name ->
                  name.indexOf('/') < 0
                      ? Segment.parse(name).<Target>map(Target.OwnShort::new)
                      : ProviderName.parse(name).<Target>map(Target.Canonical::new))
          .when(
              target -> !ReservedNames.isReserved(shortName(target)),
              Kind.RESERVED_NAME,
              "The short name is reserved; choose another name");

  private static final Rule<WheelUrl> WHEEL_URL =
      Rules.text().parsed(Kind.WHEEL_URL, WheelUrl::parse).withheldWhen(Urls::mayHoldSecret);

  private static final Rule<OrganizationId> ORGANIZATION =
      Rules.text().parsed(Kind.STRING_PATTERN_MISMATCH, OrganizationId::parse);

  private static final Rule<Sha256> DIGEST =
      Rules.text().parsed(Kind.STRING_PATTERN_MISMATCH, Sha256::parse);

  private static final Rule<String> PACKAGE_NAME =
      Rules.text(1, NAME_LENGTH)
          .when(
              PublishForm::isPackageName,
              Kind.STRING_PATTERN_MISMATCH,
              "Must be Python identifiers joined by dots");

  private static final Rule<List<String>> ENTRYPOINT =
      Rules.list(Rules.text(1, ENTRYPOINT_WORD_LENGTH), ENTRYPOINT_WORDS)
          .when(
              words -> !words.isEmpty(),
              Kind.VALUE_ERROR,
              "Must have at least one word; leave it out for the default command");

  /**
   * Reads the body.
   *
   * @param form the fields
   * @param ownPrefix the prefix of the sender's own providers
   * @param judges what the platform itself says about URLs and schemas
   */
  static Filled<PublishForm> read(Form form, String ownPrefix, PublishProviderVersion judges) {
    var organization = form.optional("organization_id", ORGANIZATION);
    var target = form.required("name", TARGET);
    var version = form.required("version", VERSION);
    var wheelUrl = form.required("wheel_url", WHEEL_URL);
    wheelUrl.right().ifPresent(url -> form.add(judges.judge(url)));
    var sha256 = form.optional("sha256", DIGEST);
    var packageName = form.optional("package_name", PACKAGE_NAME);
    var names = target.right().map(right -> names(ownPrefix, right)).orElse(Set.of());
    var current = new SchemaFields(form, names, judges);
    var display =
        form.optional("metadata", Rules.form(DisplayForm::metadata), DisplayData.Edit.NONE);
    var schemas = current.withOlder();
    var changelog = form.optional("changelog", CHANGELOG);
    var entrypoint = form.optional("entrypoint", ENTRYPOINT, List.of());
    return form.filled(
        () ->
            new PublishForm(
                target.value(),
                organization.value(),
                version.value(),
                content(wheelUrl, sha256, packageName, schemas, changelog, entrypoint),
                display.value()));
  }

  private static WheelContent content(
      Field<WheelUrl> wheelUrl,
      Field<Optional<Sha256>> sha256,
      Field<Optional<String>> packageName,
      Field<ProviderSchemas> schemas,
      Field<Optional<String>> changelog,
      Field<List<String>> entrypoint) {
    return new WheelContent(
        wheelUrl.value(),
        sha256.value(),
        packageName.value(),
        schemas.value(),
        changelog.value(),
        entrypoint.value());
  }

  private static String shortName(Target target) {
    return switch (target) {
      case Target.Canonical(var name) -> name.name();
      case Target.OwnShort(var name) -> name;
    };
  }

  private static Set<String> names(String ownPrefix, Target target) {
    return switch (target) {
      case Target.Canonical(var name) -> Set.of(name.canonical(), name.name());
      case Target.OwnShort(var name) -> Set.of(ownPrefix + "/" + name, name);
    };
  }

  private static boolean isPackageName(String text) {
    return Stream.of(text.split("\\.", -1)).allMatch(PublishForm::isIdentifier);
  }

  private static boolean isIdentifier(String word) {
    return !word.isEmpty()
        && (word.charAt(0) == '_' || Character.isUnicodeIdentifierStart(word.codePointAt(0)))
        && word.codePoints()
            .allMatch(
                c -> Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }
}
