package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loading never throws: it says why not. */
final class BridgeLibraryTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, 6.1, Core ML exists on macOS alone; this is Linux",
    "Windows 11, 10.0, Core ML exists on macOS alone; this is Windows 11",
    "Mac OS X, 14.7.1, 'macOS 15 or later is needed, this is 14.7.1'",
    "Mac OS X, 9, 'macOS 15 or later is needed, this is 9'",
  })
  void systemsWithoutCoreMlOrWithAnOldOneAreToldSo(String system, String version, String message) {
    assertThat(BridgeLibrary.load(null, system, version)).contains(message);
  }

  @Test
  @EnabledOnOs(OS.MAC)
  @EnabledIf(value = "isInTheBuild", disabledReason = "the bridge is not built; run native/build")
  void onAMacTheBridgeOfTheBuildLoads() {
    String version = System.getProperty("os.version");
    assertThat(BridgeLibrary.load(null, "Mac OS X", version)).isEmpty();
    assertThat(BridgeModel.runtime()).startsWith("Core ML, macOS ");
  }

  @Test
  @DisabledIf(value = "isInTheBuild", disabledReason = "the bridge is built")
  void aBuildWithoutTheBridgeSaysHowToGetIt() {
    assertThat(BridgeLibrary.load(null, "Mac OS X", "15.1"))
        .hasValueSatisfying(reason -> assertThat(reason).contains("native/build"));
  }

  static boolean isInTheBuild() {
    return BridgeLibrary.class.getResource("/dev/typofix/native/macos/libtypofix_coreml.dylib")
        != null;
  }

  @Test
  void itCanBeTurnedOff() {
    assertThat(BridgeLibrary.load("off", "Mac OS X", "15.1"))
        .contains("turned off by -Dtypofix.coreml.library=off");
  }

  @Test
  void aNamedLibraryThatIsMissingOrNoneIsNamed(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.dylib");
    assertThat(BridgeLibrary.load(missing.toString(), "Linux", ""))
        .contains(missing + ": no such file");
    Path text = Files.writeString(folder.resolve("text.dylib"), "no library");
    assertThat(BridgeLibrary.load(text.toString(), "Linux", ""))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith(text + " does not load ("));
  }
}
