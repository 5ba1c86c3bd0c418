import { execFile } from "node:child_process";
import { join } from "node:path";

/** The oldest Java that the server runs on. */
export const OLDEST_JAVA = 17;

/** A place where Java may be; `origin` names it for a person: “in JAVA_HOME”. */
export interface JavaPlace {
  readonly executable: string;
  readonly origin: string;
}

/** A Java that runs; `version` is the major one: 17, 21 … */
export interface Java extends JavaPlace {
  readonly version: number;
}

/** There is no Java that is new enough; the message says what was found where. */
export class JavaMissing extends Error {
  constructor(found: readonly string[]) {
    super(`Typofix needs Java ${OLDEST_JAVA} or newer, but found ${found.join(" and ")}.`);
  }
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
    return [inHome(chosenHome, "in typofix.java.home")];
  }
  const onPath = { executable: name, origin: "on the PATH" };
  return javaHome.trim() === "" ? [onPath] : [inHome(javaHome, "in JAVA_HOME"), onPath];
}

/** The major version in the output of `java -version`; undefined if there is none. */
export function majorVersion(output: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match ? Number(match[1]) : undefined;
}

/**
 * The first place with a Java that is new enough.
 *
 * @throws JavaMissing if there is none
 */
export async function findJava(places: readonly JavaPlace[], probe: VersionProbe): Promise<Java> {
  const found: string[] = [];
  for (const place of places) {
    const version = await probe(place.executable).then(majorVersion, () => undefined);
    if (version !== undefined && version >= OLDEST_JAVA) {
      return { ...place, version };
    }
    found.push(`${version === undefined ? "no Java" : `Java ${version}`} ${place.origin}`);
  }
  throw new JavaMissing(found);
}

/** Asks a Java for its version; it writes that to standard error. */
export const runJavaVersion: VersionProbe = (executable) =>
  new Promise((resolve, reject) => {
    execFile(executable, ["-version"], { timeout: 10_000 }, (error, stdout, stderr) =>
      error ? reject(error) : resolve(stdout + stderr),
    );
  });
