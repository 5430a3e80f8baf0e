package dev.slipway.junit;

import dev.slipway.kit.Slipway;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes a {@link VirtualPlatform} for each test that asks for one; see {@link SlipwayTest}. */
public final class SlipwayExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(SlipwayExtension.class);

  /** For JUnit. */
  public SlipwayExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == VirtualPlatform.class || type == Slipway.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var platform =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                VirtualPlatform.class, key -> VirtualPlatform.create(), VirtualPlatform.class);
    return parameter.getParameter().getType() == Slipway.class ? platform.slipway() : platform;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var platform = context.getStore(NAMESPACE).remove(VirtualPlatform.class, VirtualPlatform.class);
    if (platform == null) {
      return;
    }
    try (platform) {
      var wrong = platform.inconsistencies();
      if (!wrong.isEmpty() && context.getExecutionException().isEmpty()) {
        throw new AssertionError(
            "The platform is inconsistent after the test:\n  " + String.join("\n  ", wrong));
      }
    }
  }
}
