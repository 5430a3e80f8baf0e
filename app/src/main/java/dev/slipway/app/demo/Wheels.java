package dev.slipway.app.demo;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The wheels of the tour, and where they are served. */
final class Wheels {

  private final Map<String, HelloWheel> byVersion;
  private final Function<HelloWheel, String> urls;

  Wheels(List<HelloWheel> wheels, Function<HelloWheel, String> urls) {
    this.byVersion = wheels.stream().collect(Collectors.toMap(HelloWheel::version, wheel -> wheel));
    this.urls = urls;
  }

  /** Three versions as the tour needs them, and one more that only the simulation plays. */
  static List<HelloWheel> ofTheTour() {
    return List.of(
        HelloWheel.working("1.0.0"),
        HelloWheel.working("1.1.0"),
        HelloWheel.broken("1.2.0"),
        HelloWheel.working("1.3.0"));
  }

  String url(String version) {
    return urls.apply(wheel(version));
  }

  String digest(String version) {
    return wheel(version).sha256();
  }

  private HelloWheel wheel(String version) {
    HelloWheel wheel = byVersion.get(version);
    if (wheel == null) {
      throw new IllegalArgumentException("The tour has no wheel of version " + version);
    }
    return wheel;
  }
}
