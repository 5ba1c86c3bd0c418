import { execFile } from "node:child_process";
import { join } from "node:path";

/** The oldest Java that the server runs on. */
export const OLDEST_JAVA = 17;

/** A place where Java may be, and how a person would name that place. */
export interface JavaPlace {
  readonly executable: string;
  readonly origin: string;
}

/** A Java that runs; `version` is the major one: 17, 21 … */
export interface Java extends JavaPlace {
  readonly version: number;
}

/** Runs `executable -version` and returns all that it prints; rejects if it cannot run. */
export type VersionProbe = (executable: string) => Promise<string>;

/**
 * Where to look for Java, best first. A folder that the user chose stands alone: it is better to say
 * that it is wrong than to run another Java than the one asked for.
 */
export function javaPlaces(chosenHome: string, javaHome: string, platform: NodeJS.Platform): JavaPlace[] {
  const name = platform === "win32" ? "java.exe" : "java";
  const inHome = (home: string, origin: string) => ({ executable: join(home.trim(), "bin", name), origin });
  if (chosenHome.trim() !== "") {
    return [inHome(chosenHome, "the setting typofix.java.home")];
  }
  const onPath = { executable: name, origin: "the PATH" };
  return javaHome.trim() === "" ? [onPath] : [inHome(javaHome, "JAVA_HOME"), onPath];
}

/** The major version in the output of `java -version`; undefined if there is none. */
export function majorVersion(output: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match ? Number(match[1]) : undefined;
}

/**
 * The first place with a Java that is new enough.
 *
 * @throws Error whose message tells a person what was found where, and what is needed
 */
export async function findJava(places: readonly JavaPlace[], probe: VersionProbe): Promise<Java> {
  const refusals: string[] = [];
  for (const place of places) {
    const version = await probe(place.executable).then(majorVersion, () => undefined);
    if (version !== undefined && version >= OLDEST_JAVA) {
      return { ...place, version };
    }
    refusals.push(`${version === undefined ? "no Java" : `Java ${version}`} in ${place.origin}`);
  }
  throw new Error(`Typofix needs Java ${OLDEST_JAVA} or newer. Found: ${refusals.join(", ")}.`);
}

/** Asks a Java for its version; it writes that to standard error. */
export const runJavaVersion: VersionProbe = (executable) =>
  new Promise((resolve, reject) => {
    execFile(executable, ["-version"], { timeout: 10_000 }, (error, stdout, stderr) =>
      error ? reject(error) : resolve(stdout + stderr),
    );
  });
