package dev.slipway.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextLayoutTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.6Z");

  private final LoggerContext context = new LoggerContext();

  private String line(String logger, Level level, String message, @Nullable Throwable thrown) {
    var event =
        new LoggingEvent("", context.getLogger(logger), level, message, thrown, new Object[] {7});
    event.setInstant(TIME);
    return new TextLayout().doLayout(event);
  }

  @Test
  void a_line_has_time_level_simple_name_and_message() {
    var line = line("dev.slipway.app.Serve", Level.INFO, "heard {}", null);

    assertThat(line)
        .isEqualTo("2026-01-02T03:04:05.600Z INFO  Serve: heard 7" + System.lineSeparator());
  }

  @Test
  void each_line_has_its_own_time() {
    var layout = new TextLayout();
    var times =
        new String[] {
          "2026-01-02T03:04:05.600Z",
          "2026-01-02T03:04:05.078Z",
          "2026-01-02T03:04:06.009Z",
          "2026-12-31T23:59:59.999Z",
          "1970-01-01T00:00:00.000Z",
          "1969-12-31T23:59:59.120Z"
        };

    for (var time : times) {
      var event =
          new LoggingEvent("", context.getLogger("it"), Level.INFO, "now", null, new Object[] {});
      event.setInstant(Instant.parse(time));
      assertThat(layout.doLayout(event)).startsWith(time + " INFO ");
    }
  }

  @Test
  void a_logger_outside_of_packages_keeps_its_name() {
    var line = line("audit", Level.ERROR, "lost", null);

    assertThat(line).startsWith("2026-01-02T03:04:05.600Z ERROR audit: lost");
  }

  @Test
  void what_was_thrown_follows_with_its_stack_and_its_cause() {
    var thrown = new IllegalStateException("broken", new IllegalArgumentException("why"));

    var line = line("dev.slipway.app.Serve", Level.WARN, "oh", thrown);

    assertThat(line)
        .contains("Serve: oh" + System.lineSeparator() + "java.lang.IllegalStateException: broken")
        .contains("at dev.slipway.app.logging.TextLayoutTest.")
        .contains("Caused by: java.lang.IllegalArgumentException: why");
  }
}
