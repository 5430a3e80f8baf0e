package dev.slipway.domain.states;

/** What a machine made of one event, in words. */
public sealed interface Answer {

  /** The whole answer: two answers of the same words are the same. */
  String words();

  /** It moved, or stayed in its state with other facts. */
  record Moved(String to, String words) implements Answer {}

  /** It is no more. */
  record Ended(String words) implements Answer {}

  /** Nothing changed, because nothing had to. */
  record Nothing() implements Answer {
    @Override
    public String words() {
      return "nothing";
    }
  }

  /** The answer is no. */
  record Refused(String why) implements Answer {
    @Override
    public String words() {
      return "no: " + why;
    }
  }
}
