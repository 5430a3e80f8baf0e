package dev.slipway.adaptersk8s;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.installation.DeploymentName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.tenancy.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What things are called in a cluster, and by which labels they are found. Two tenants never share
 * a namespace, and two installations of a tenant never a name: what does not fit, or could be
 * mistaken, ends in a hash, and what ends as if in a hash gets one too.
 *
 * @param prefix what every tenant's namespace starts with
 */
record Names(String prefix) {

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String INSTANCE = "app.kubernetes.io/instance";
  static final String NAME = "app.kubernetes.io/name";
  static final String ORGANIZATION = "slipway.dev/organization";
  static final String PROVIDER = "slipway.dev/provider";
  static final String INCARNATION = "slipway.dev/incarnation";
  static final String GENERATION = "slipway.dev/generation";
  static final String ROLLOUT = "slipway.dev/rollout";
  static final String VERSION = "slipway.dev/version";

  /** The condition of a pod that is true once its runtime has registered. */
  static final String REGISTERED = "slipway.dev/registered";

  /** Who owns the fields that we apply. */
  static final String MANAGER = "slipway";

  private static final int LABEL = 63;
  private static final int HASH = 10;
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  private static final Pattern LOOKS_HASHED = Pattern.compile("(.*-)?[0-9a-f]{" + HASH + "}");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

  /** Where the runtimes of a tenant live. */
  String namespace(OrganizationId organization) {
    var id = organization.value();
    var plain = prefix + id;
    if (plain.length() <= LABEL
        && DNS_LABEL.matcher(id).matches()
        && !LOOKS_HASHED.matcher(id).matches()) {
      return plain;
    }
    var readable = id.toLowerCase(Locale.ROOT).replace('_', '-');
    return prefix + hashed(trimmed(readable, LABEL - prefix.length() - HASH - 1), id);
  }

  /** What the objects of an installation are called. */
  static String object(ProviderName provider) {
    var name = DeploymentName.of(provider).value();
    // The first dash divides the two, where the prefix has none; a Service starts with a letter.
    var clear = provider.prefix().indexOf('-') < 0 && Character.isLetter(name.charAt(0));
    if (clear && !LOOKS_HASHED.matcher(provider.name()).matches()) {
      return name;
    }
    var head = Character.isLetter(name.charAt(0)) ? name : "p-" + name;
    return hashed(trimmed(head, LABEL - HASH - 1), provider.canonical());
  }

  static String secret(ProviderName provider, long rollout) {
    return object(provider) + "-r" + rollout;
  }

  /** The labels of everything that is ours. */
  Map<String, String> ours() {
    var labels = new LinkedHashMap<String, String>();
    labels.put(MANAGED_BY, "slipway");
    labels.put(INSTANCE, prefix.substring(0, prefix.length() - 1));
    return labels;
  }

  /** The labels of everything that is a tenant's. */
  Map<String, String> tenant(OrganizationId organization) {
    var labels = ours();
    labels.put(ORGANIZATION, labelValue(organization.value()));
    return labels;
  }

  /** The labels of everything that belongs to one incarnation of an installation. */
  Map<String, String> installation(InstallationId id, Incarnation incarnation) {
    var labels = tenant(id.organization());
    labels.put(NAME, object(id.provider()));
    labels.put(INCARNATION, labelValue(incarnation.value()));
    return labels;
  }

  /** The labels by which a Deployment and a Service find the pods of an installation. */
  static Map<String, String> selector(InstallationId id, Incarnation incarnation) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(NAME, object(id.provider()));
    labels.put(INCARNATION, labelValue(incarnation.value()));
    return labels;
  }

  static String labelValue(String text) {
    if (text.length() <= LABEL
        && LABEL_VALUE.matcher(text).matches()
        && !LOOKS_HASHED.matcher(text).matches()) {
      return text;
    }
    return hashed(trimmed(text, LABEL - HASH - 1), text);
  }

  private static String trimmed(String text, int length) {
    return text.substring(0, Math.min(text.length(), length))
        .replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
  }

  private static String hashed(String head, String whole) {
    var hash = Sha256.of(whole.getBytes(StandardCharsets.UTF_8)).hex().substring(0, HASH);
    return head.isEmpty() ? hash : head + "-" + hash;
  }
}
