package dev.slipway.adaptersinmemory.store;

import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.answer.KeptAnswers;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.ports.driven.delivery.Outbox;
import dev.slipway.ports.driven.lease.Leases.Acquired;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Mistakes that a store could make. Each leaves the rest of the store as it should be. */
enum Flaw {
  FORGETS_TO_SUPERSEDE("commits", "commit", without(Change.Supersede.class)),
  FORGETS_TO_COUNT("commits", "commit", without(Change.CountProvider.class)),
  FORGETS_A_MESSAGE("commits", "commit", without(Change.Append.class)),
  FORGETS_TO_ACKNOWLEDGE("commits", "commit", without(Change.Acknowledge.class)),
  FORGETS_TO_KEEP_AN_ANSWER("commits", "commit", without(Change.Keep.class)),
  FORGETS_TO_REMOVE_A_PACKAGE("commits", "commit", without(Change.RemovePackage.class)),
  FORGETS_A_PACKAGE_VERSION("commits", "commit", without(Change.AddPackageVersion.class)),
  FORGETS_TO_DISCONNECT("commits", "commit", without(Change.RemoveRegistryConnection.class)),
  FORGETS_A_REGISTRATION("commits", "commit", without(Change.PutRegistration.class)),
  DOES_NOT_COUNT_ATTEMPTS("outbox", "claim", (port, arguments, honest) -> untried(honest)),
  CLAIMS_THE_FIRST_ALONE(
      "outbox", "claim", (port, arguments, honest) -> deliveries(honest).limit(1).toList()),
  RETRIES_AT_ONCE("outbox", "retryLater", (port, arguments, honest) -> release(port, arguments[0])),
  RENEWS_WHAT_IS_LOST("outbox", "renew", (port, arguments, honest) -> arguments[0]),
  KNOWS_NO_DEADLINES("installations", "overdue", (port, arguments, honest) -> List.of()),
  KNOWS_NO_AUTOMATIC_ONES("installations", "automatic", (port, arguments, honest) -> List.of()),
  NEVER_FINDS_ANYBODY_SILENT("registrations", "silent", (port, arguments, honest) -> List.of()),
  KNOWS_NO_INSTANCES("registrations", "byInstance", (port, arguments, honest) -> Optional.empty()),
  NEVER_LETS_AN_ANSWER_EXPIRE(
      "answers", "find", (port, arguments, honest) -> ever(port, arguments[0])),
  PROPOSES_NOTHING("catalogue", "automaticTarget", (port, arguments, honest) -> Optional.empty()),
  GIVES_A_LEASE_TO_EVERYBODY("leases", "acquire", (port, arguments, honest) -> new Acquired.Held()),
  KNOWS_NO_REPOSITORIES("packages", "ofRepository", (port, arguments, honest) -> Optional.empty()),
  FORGETS_THE_LAST_USE_OF_A_CREDENTIAL(
      "registryConnections", "noteUse", (port, arguments, honest) -> true),
  FORGETS_THE_LAST_USE("tokens", "noteUse", (port, arguments, honest) -> true);

  /** What a flawed store does instead of asking the honest one. */
  private interface Twist {
    Object instead(Object port, Object[] arguments, Honest honest) throws Throwable;
  }

  private interface Honest {
    Object answer() throws Throwable;
  }

  private final String port;
  private final String method;

  // A lambda that captures nothing is immutable, which the checker cannot know.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Twist twist;

  Flaw(String port, String method, Twist twist) {
    this.port = port;
    this.method = method;
    this.twist = twist;
  }

  /** A store that makes this mistake and no other. */
  Store in(Store store) {
    return twisted(Store.class, store, port, (self, arguments, honest) -> flawed(honest.answer()));
  }

  private Object flawed(Object honestPort) {
    var type = honestPort.getClass().getInterfaces()[0];
    return twisted(type, honestPort, method, twist);
  }

  private static <T> T twisted(Class<T> type, Object target, String method, Twist twist) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              Honest honest =
                  () -> {
                    try {
                      return called.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause() == null ? e : e.getCause();
                    }
                  };
              return called.getName().equals(method)
                  ? twist.instead(target, arguments == null ? new Object[0] : arguments, honest)
                  : honest.answer();
            }));
  }

  private static Twist without(Class<? extends Change> kind) {
    return (port, arguments, honest) -> {
      Predicate<Change> forgotten = kind::isInstance;
      var left = ((Commit) arguments[0]).changes().stream().filter(forgotten.negate()).toList();
      return left.isEmpty() ? new Committed.Done() : ((Commits) port).commit(new Commit(left));
    };
  }

  private static List<Delivery> untried(Honest honest) throws Throwable {
    return deliveries(honest)
        .map(one -> new Delivery(one.id(), one.message(), 1, one.claim()))
        .toList();
  }

  private static Stream<Delivery> deliveries(Honest honest) throws Throwable {
    return ((List<?>) honest.answer()).stream().map(Delivery.class::cast);
  }

  private static boolean release(Object outbox, Object claim) {
    return ((Outbox) outbox).release((Claim) claim);
  }

  private static Optional<KeptAnswer> ever(Object answers, Object key) {
    return ((KeptAnswers) answers).find((IdempotencyKey) key, Instant.EPOCH);
  }
}
