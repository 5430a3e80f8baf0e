package dev.slipway.portstck.sample;

import dev.slipway.domain.catalogue.Author;
import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import java.util.List;
import java.util.Optional;

/** Builds a provider's entry. Belongs to one thread. */
public final class ProviderSample {

  private final ProviderName name;
  private int edition;
  private String displayName;
  private String description = "Keeps what it is given";
  private List<String> tags = List.of("storage", "sql");

  ProviderSample(ProviderName name) {
    this.name = name;
    this.displayName = "Provider " + name.name();
  }

  /** How often it was deleted. */
  public ProviderSample edition(int edition) {
    this.edition = edition;
    return this;
  }

  /** What people call it. */
  public ProviderSample named(String displayName) {
    this.displayName = displayName;
    return this;
  }

  /** What it is for. */
  public ProviderSample describedAs(String description) {
    this.description = description;
    return this;
  }

  /** What it is found by. */
  public ProviderSample tagged(String... tags) {
    this.tags = List.of(tags);
    return this;
  }

  /** In the catalogue. */
  public Provider.Registered registered() {
    return new Provider.Registered(
        name, author(), display(), edition, Samples.NOON, Samples.NOON.plusSeconds(1));
  }

  /** Taken out of the catalogue. */
  public Provider.Deleted deleted() {
    return new Provider.Deleted(
        name, author(), display(), edition, Samples.NOON, Samples.NOON.plusSeconds(2));
  }

  private Author author() {
    return name.isPlatform()
        ? new Author.Platform()
        : new Author.Customer(new OrganizationId(name.prefix()), new Slug(name.prefix()));
  }

  private DisplayData display() {
    return new DisplayData(
        displayName,
        description,
        Optional.of("https://icons.example.org/" + name.name() + ".svg"),
        Optional.of("# " + name.name() + "\n\nRead me."),
        tags);
  }
}
