package dev.slipway.domain.installation;

import dev.slipway.domain.version.VersionRange;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of an installation's settings: what is absent stays as it is.
 *
 * @param policy who shall decide on upgrades
 * @param range what automatic upgrades shall stay inside
 * @param tier with how much of a machine it shall run
 * @param config with which environment variables it shall run, all of them
 */
public record SettingsEdit(
    Optional<UpgradePolicy> policy,
    Optional<RangeEdit> range,
    Optional<ResourceTier> tier,
    Optional<InstallationConfig> config) {

  /** An edit that changes nothing. */
  public static final SettingsEdit NONE =
      new SettingsEdit(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What becomes of the range. */
  public sealed interface RangeEdit {

    /** There is none any more. */
    record Cleared() implements RangeEdit {}

    /** Another one takes its place. */
    record Replaced(VersionRange by) implements RangeEdit {}

    /** The range there is then; empty when there is none. */
    default Optional<VersionRange> result() {
      return switch (this) {
        case Cleared cleared -> Optional.empty();
        case Replaced(var by) -> Optional.of(by);
      };
    }
  }

  /** The same with another policy. */
  public SettingsEdit with(UpgradePolicy next) {
    return new SettingsEdit(Optional.of(next), range, tier, config);
  }

  /** The same with another range. */
  public SettingsEdit within(VersionRange next) {
    return new SettingsEdit(policy, Optional.of(new RangeEdit.Replaced(next)), tier, config);
  }

  /** The same without a range from now on. */
  public SettingsEdit withoutRange() {
    return new SettingsEdit(policy, Optional.of(new RangeEdit.Cleared()), tier, config);
  }

  /** The same with another tier. */
  public SettingsEdit with(ResourceTier next) {
    return new SettingsEdit(policy, range, Optional.of(next), config);
  }

  /** The same with other variables, which replace all. */
  public SettingsEdit with(InstallationConfig next) {
    return new SettingsEdit(policy, range, tier, Optional.of(next));
  }

  /** What this edit asks of an installation as it is now. */
  public InstallationEvent.SettingsAsked asked(Details now, Instant at) {
    return new InstallationEvent.SettingsAsked(
        new UpgradeRule(
            policy.orElse(now.upgrades().policy()),
            range.map(RangeEdit::result).orElse(now.upgrades().range())),
        tier.orElse(now.desired().tier()),
        config.orElse(now.desired().config()),
        at);
  }
}
