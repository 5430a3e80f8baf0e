package dev.slipway.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.OrganizationId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InstallerMessageProperties {

  @Property
  void what_is_stored_is_understood_again(@ForAll("messages") InstallerMessage message) {
    assertThat(InstallerMessage.parse(message.toMessage())).isEqualTo(new Parsed.Valid<>(message));
  }

  @Provide
  Arbitrary<InstallerMessage> messages() {
    var words = Arbitraries.strings().withChars("az09").ofMinLength(1).ofMaxLength(12);
    var providers = Combinators.combine(words, words).as(ProviderName::of);
    var installations =
        Combinators.combine(words.map(OrganizationId::new), providers).as(InstallationId::new);
    var generations = Arbitraries.longs().between(0, 999_999_999_999_999_999L);
    return Arbitraries.oneOf(
        Combinators.combine(installations, generations).as(InstallerMessage.InstallRequested::new),
        Combinators.combine(installations, generations).as(InstallerMessage.UpgradeRequested::new),
        Combinators.combine(installations, generations)
            .as(InstallerMessage.UninstallRequested::new),
        Combinators.combine(installations, generations).as(InstallerMessage.SettleRequested::new),
        installations.map(InstallerMessage.UpgradeProposed::new),
        Combinators.combine(providers, words).as(InstallerMessage.VersionOffered::new));
  }
}
