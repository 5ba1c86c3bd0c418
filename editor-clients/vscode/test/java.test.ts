import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { findJava, javaPlaces, majorVersion, runJavaVersion, type VersionProbe } from "../src/java.ts";

const output = (version: string) => `openjdk version "${version}" 2025-04-15\nOpenJDK Runtime Environment\n`;

/** Knows which version each executable has; all others cannot run. */
const machine =
  (versions: Record<string, string>): VersionProbe =>
  async (executable) => {
    const version = versions[executable];
    if (version === undefined) {
      throw new Error(`${executable}: not found`);
    }
    return output(version);
  };

test("the major version is read from old and new version numbers", () => {
  const versions = { "1.8.0_392": 8, "11.0.22": 11, "17": 17, "17.0.15": 17, "21-ea": 21, "25.0.1": 25 };
  for (const [written, major] of Object.entries(versions)) {
    assert.equal(majorVersion(output(written)), major, written);
  }
});

test("lines before the version do not matter", () => {
  assert.equal(majorVersion(`Picked up JAVA_TOOL_OPTIONS: -Xmx1g\njava version "21.0.1" LTS\n`), 21);
});

test("an output without a version has no major version", () => {
  for (const text of ["", "The operation could not be completed.", 'version "x"', "17"]) {
    assert.equal(majorVersion(text), undefined, text);
  }
});

test("JAVA_HOME is asked before the PATH", () => {
  assert.deepEqual(
    javaPlaces("", "/opt/jdk", "linux").map((place) => place.executable),
    [join("/opt/jdk", "bin", "java"), "java"],
  );
});

test("without JAVA_HOME the PATH is asked alone", () => {
  assert.deepEqual(javaPlaces("  ", "", "linux"), [{ executable: "java", origin: "on the PATH" }]);
});

test("a chosen folder is asked alone", () => {
  const places = javaPlaces(" /my/jdk ", "/opt/jdk", "linux");
  assert.deepEqual(places, [{ executable: join("/my/jdk", "bin", "java"), origin: "in typofix.java.home" }]);
});

test("on Windows the executable ends in .exe", () => {
  const names = javaPlaces("", "/jdk", "win32").map((place) => place.executable);
  assert.ok(
    names.every((name) => name.endsWith("java.exe")),
    names.join(),
  );
});

test("the first Java that is new enough is taken", async () => {
  const places = javaPlaces("", "/opt/jdk", "linux");
  const home = join("/opt/jdk", "bin", "java");
  assert.equal((await findJava(places, machine({ [home]: "17", java: "21" }))).executable, home);
  assert.equal((await findJava(places, machine({ [home]: "11.0.1", java: "21" }))).version, 21);
  assert.equal((await findJava(places, machine({ java: "17.0.1" }))).origin, "on the PATH");
});

test("without a Java that is new enough the message says what was found where", async () => {
  const places = javaPlaces("", "/opt/jdk", "linux");
  await assert.rejects(findJava(places, machine({ java: "11.0.2" })), {
    message: "Typofix needs Java 17 or newer, but found no Java in JAVA_HOME and Java 11 on the PATH.",
  });
});

test("a chosen folder without Java is not passed over in silence", async () => {
  await assert.rejects(findJava(javaPlaces("/my/jdk", "", "linux"), machine({ java: "21" })), {
    message: "Typofix needs Java 17 or newer, but found no Java in typofix.java.home.",
  });
});

test("asking a file that does not exist for its version is an error, not a crash", async () => {
  await assert.rejects(runJavaVersion(join("no", "such", "java")));
});
