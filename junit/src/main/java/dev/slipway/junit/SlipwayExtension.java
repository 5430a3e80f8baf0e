package dev.slipway.junit;

import dev.slipway.adaptersinmemory.schemas.TrustingSchemaChecks;
import dev.slipway.kit.Settings;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driven.schema.SchemaChecks;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Makes a {@link VirtualPlatform} for each test that asks for one; see {@link SlipwayTest}. Where
 * JSON Schemas matter, register it with checks instead, which are shared by all tests:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SlipwayExtension SLIPWAY =
 *     SlipwayExtension.judgingBy(NetworkntSchemaChecks.create());
 * }</pre>
 */
public final class SlipwayExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(SlipwayExtension.class);

  private final SchemaChecks schemas;

  /** For JUnit: JSON Schemas are not judged. */
  public SlipwayExtension() {
    this(TrustingSchemaChecks.create());
  }

  private SlipwayExtension(SchemaChecks schemas) {
    this.schemas = schemas;
  }

  /** Platforms that judge JSON Schemas by these checks. */
  public static SlipwayExtension judgingBy(SchemaChecks schemas) {
    return new SlipwayExtension(schemas);
  }

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
                VirtualPlatform.class,
                key -> VirtualPlatform.create(Settings.defaults(), schemas),
                VirtualPlatform.class);
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
