package dev.slipway.adaptersk8s;

import dev.slipway.adaptersk8s.Sightings.Sighting;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What went wrong, in words for the tenant: of what was seen of pods, and of what the API server
 * refused. Nothing of what stands in a Secret.
 */
final class Words {

  private static final int LONGEST = 400;

  private static final Set<String> IMAGE =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  private static final Set<String> STARTING = Set.of("ContainerCreating", "PodInitializing");

  private static final Pattern RULE =
      Pattern.compile(
          "cannot (?<verb>\\w+) resource \"(?<kind>[^\"]+)\"[^:]*?(in the namespace"
              + " \"(?<namespace>[^\"]+)\"|at the cluster scope)");
  private static final Pattern QUOTA = Pattern.compile("exceeded quota: .*|failed quota: .*");
  private static final Pattern POD_SECURITY = Pattern.compile("violates PodSecurity .*");
  private static final Pattern ADMISSION =
      Pattern.compile("(admission webhook|ValidatingAdmissionPolicy|MutatingAdmissionPolicy) .*");

  private Words() {}

  /** What is wrong with a rollout's pods; empty text when nothing is. */
  static String trouble(Sighting seen, long rollout) {
    var pods = seen.pods(rollout);
    var ofPods =
        pods.stream().map(Words::trouble).filter(words -> !words.isEmpty()).findFirst().orElse("");
    return ofPods.isEmpty() && pods.isEmpty() ? withoutPods(seen) : ofPods;
  }

  private static String withoutPods(Sighting seen) {
    return Optional.ofNullable(seen.deployment().getStatus())
        .map(status -> status.getConditions())
        .orElseGet(List::of)
        .stream()
        .filter(one -> one.getType().equals("ReplicaFailure") && one.getStatus().equals("True"))
        .map(one -> refusal(Optional.ofNullable(one.getMessage()).orElse("")))
        .findFirst()
        .orElse("");
  }

  private static String trouble(Pod pod) {
    var status = pod.getStatus();
    if (status == null) {
      return "";
    }
    for (var container : Optional.ofNullable(status.getContainerStatuses()).orElseGet(List::of)) {
      var words = trouble(container);
      if (!words.isEmpty()) {
        return words;
      }
    }
    return Optional.ofNullable(status.getConditions()).orElseGet(List::of).stream()
        .filter(one -> one.getType().equals("PodScheduled") && one.getStatus().equals("False"))
        .map(
            one -> cut("no room: " + Optional.ofNullable(one.getMessage()).orElse("not scheduled")))
        .findFirst()
        .orElse("");
  }

  private static String trouble(ContainerStatus container) {
    var state = container.getState();
    if (state == null) {
      return "";
    }
    if (state.getTerminated() != null) {
      return ended(state.getTerminated());
    }
    if (state.getWaiting() == null || state.getWaiting().getReason() == null) {
      return "";
    }
    var reason = state.getWaiting().getReason();
    if (IMAGE.contains(reason)) {
      return "image pull";
    }
    if (reason.equals("CrashLoopBackOff")) {
      var last = container.getLastState();
      return last != null
              && last.getTerminated() != null
              && "OOMKilled".equals(last.getTerminated().getReason())
          ? "crash loop (out of memory)"
          : "crash loop";
    }
    return STARTING.contains(reason)
        ? ""
        : cut(
            "not started: " + Optional.ofNullable(state.getWaiting().getMessage()).orElse(reason));
  }

  private static String ended(ContainerStateTerminated terminated) {
    return "OOMKilled".equals(terminated.getReason())
        ? "out of memory"
        : "exited with status " + terminated.getExitCode();
  }

  /** Whether the API server knows no rule that would allow it. */
  static boolean isMissingRule(KubernetesClientException e) {
    return RULE.matcher(message(e)).find();
  }

  private static String message(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(status -> status.getMessage())
        .or(() -> Optional.ofNullable(e.getMessage()))
        .orElse("");
  }

  /** Why the API server refused something, for the tenant. */
  static String refusal(KubernetesClientException e) {
    var message = message(e);
    // What is said of a Secret that is invalid could quote it.
    var secret =
        Optional.ofNullable(e.getStatus())
            .map(status -> status.getDetails())
            .filter(
                details ->
                    "secrets".equals(details.getKind()) || "Secret".equals(details.getKind()))
            .isPresent();
    var known = known(message);
    return known.orElseGet(
        () ->
            secret
                ? "the cluster refused the Secret with status " + e.getCode()
                : cut("the cluster refused: " + message));
  }

  /** The same of a message alone. */
  static String refusal(String message) {
    return known(message).orElseGet(() -> cut("the cluster refused: " + message));
  }

  private static Optional<String> known(String message) {
    var rule = RULE.matcher(message);
    if (rule.find()) {
      var namespace = rule.group("namespace");
      return Optional.of(
          "a rule is missing in RBAC: Slipway may not "
              + rule.group("verb")
              + " "
              + rule.group("kind")
              + (namespace == null ? "" : " in the namespace " + namespace));
    }
    var quota = QUOTA.matcher(message);
    if (quota.find()) {
      return Optional.of(cut("quota: " + quota.group()));
    }
    var security = POD_SECURITY.matcher(message);
    if (security.find()) {
      return Optional.of(cut("admission refused: " + security.group()));
    }
    var admission = ADMISSION.matcher(message);
    if (admission.find()) {
      return Optional.of(cut("admission refused: " + admission.group()));
    }
    return Optional.empty();
  }

  private static String cut(String text) {
    var line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
