package dev.slipway.adaptersjsonschema;

/**
 * A text whose reader lets others go on now and then: a matcher that cannot be asked to, but asks
 * for every character. Belongs to one thread.
 */
final class PatientText implements CharSequence {

  private static final int BETWEEN = 16;

  private final String text;
  private final Budget budget;
  private int asked;

  PatientText(String text, Budget budget) {
    this.text = text;
    this.budget = budget;
  }

  @Override
  public char charAt(int index) {
    asked++;
    if (asked % BETWEEN == 0) {
      budget.letOthersGoOn();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
