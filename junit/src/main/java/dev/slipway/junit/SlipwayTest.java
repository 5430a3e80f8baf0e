package dev.slipway.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test of a class the whole platform, as a parameter of type {@link VirtualPlatform} or
 * {@link dev.slipway.kit.Slipway}: a fresh one for each test. After the test, what is stored and
 * what runs must agree, and nothing may have become a dead letter unless the test expected it.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SlipwayExtension.class)
public @interface SlipwayTest {}
