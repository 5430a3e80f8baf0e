package dev.slipway.domain.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that is wrong with what somebody asked of the package platform. Implements the entries
 * of {@code errors} in section 2 of the contract's page on packages.
 *
 * @param path where it is, beginning with the part of the request ({@code body}, {@code query},
 *     {@code header}); positions in lists are texts too; empty when it is about nothing in the
 *     request
 * @param reason the word that a program reads
 * @param message the sentence that a person reads; never holds a secret
 * @param metadata more for programs, such as {@code pointer}; never the reason itself
 */
public record Finding(
    List<String> path, Reason reason, String message, Map<String, String> metadata) {

  public Finding {
    path = List.copyOf(path);
    metadata = Map.copyOf(metadata);
  }

  /** Something wrong at a place. */
  public static Finding at(List<String> path, Reason reason, String message) {
    return new Finding(path, reason, message, Map.of());
  }

  /** Something wrong that is about nothing in the request. */
  public static Finding of(Reason reason, String message) {
    return new Finding(List.of(), reason, message, Map.of());
  }

  /** The same, and one more word for programs. */
  public Finding with(String name, String value) {
    var more = new HashMap<>(metadata);
    more.put(name, value);
    return new Finding(path, reason, message, more);
  }

  /** A place one step further in. */
  public static List<String> within(List<String> path, String step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }
}
