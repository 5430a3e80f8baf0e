package dev.slipway.adaptersprocess;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.portstck.runtimes.DeployingRuntimesContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class ProcessRuntimesContractTest implements DeployingRuntimesContract {

  private final Machine machine;
  private final ProcessRuntimes runtimes;

  ProcessRuntimesContractTest(@TempDir Path folder) {
    machine = new Machine(folder);
    runtimes = machine.start();
  }

  @AfterEach
  void everything_ends() {
    machine.close();
  }

  @Override
  public ProviderRuntimes runtimes() {
    return runtimes;
  }

  @Override
  public Release release(ProviderName provider, SemVer version) {
    return Machine.release(provider, version, Optional.empty(), List.of("sleep", "1000"));
  }
}
