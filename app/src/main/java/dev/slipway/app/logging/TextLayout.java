package dev.slipway.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One line for people: time, level, the logger's simple name, message; below it what was thrown.
 * The library's own layout reads a pattern, and learns all that a pattern can say at every start.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final int LEVEL_WIDTH = 5;

  /** The second of the last line: most lines are of the same. */
  private volatile Second last = new Second(0, SECOND.format(Instant.EPOCH));

  private record Second(long number, String text) {}

  @Override
  public String doLayout(ILoggingEvent event) {
    String level = event.getLevel().toString();
    String logger = event.getLoggerName();
    StringBuilder line = new StringBuilder();
    time(event.getInstant(), line);
    line.append(' ')
        .append(level)
        .repeat(' ', LEVEL_WIDTH - level.length() + 1)
        .append(logger, logger.lastIndexOf('.') + 1, logger.length())
        .append(": ")
        .append(event.getFormattedMessage())
        .append(System.lineSeparator());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString();
  }

  private void time(Instant time, StringBuilder line) {
    var second = last;
    if (second.number() != time.getEpochSecond()) {
      second = new Second(time.getEpochSecond(), SECOND.format(time));
      last = second;
    }
    int millis = time.getNano() / 1_000_000;
    line.append(second.text())
        .append('.')
        .append((char) ('0' + millis / 100))
        .append((char) ('0' + millis / 10 % 10))
        .append((char) ('0' + millis % 10))
        .append('Z');
  }
}
