// Copies the server's jar, and the licence, from the repository into the extension.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";

const jar = "../../server/target/typofix.jar";
if (!existsSync(jar)) {
  console.error(
    `There is no ${jar}. Build it first, in the root of the repository: mvn -pl server -am package -DskipTests`,
  );
  process.exit(1);
}
mkdirSync("server", { recursive: true });
copyFileSync(jar, "server/typofix.jar");
if (existsSync("../../LICENSE")) {
  copyFileSync("../../LICENSE", "LICENSE");
}
