package dev.slipway.domain.installform;

/**
 * Something that a form cannot honour, or that its author or user should know.
 *
 * @param pointer the field, as a JSON Pointer into the values; empty text is the whole
 * @param message a sentence for people
 */
public record FormWarning(String pointer, String message) {}
