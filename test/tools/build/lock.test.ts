import { describe, expect, it } from "vitest";
import { narrowLock } from "../../../tools/build/lock.ts";

const MANIFEST = { name: "small", dependencies: { framework: "1.0.0" } };

describe("narrowLock()", () => {
  it("takes what the dependencies need, and nothing else", () => {
    const packages = {
      "": { dependencies: { framework: "1.0.0", other: "1.0.0" } },
      "node_modules/framework": { version: "1.0.0", integrity: "sha512-f", dependencies: { deep: "^2.0.0" } },
      "node_modules/deep": { version: "2.1.0" },
      "node_modules/other": { version: "1.0.0" },
    };
    expect(narrowLock({ lockfileVersion: 3, packages }, MANIFEST)).toEqual({
      lockfileVersion: 3,
      packages: {
        "": MANIFEST,
        "node_modules/deep": { version: "2.1.0" },
        "node_modules/framework": packages["node_modules/framework"],
      },
    });
  });

  it("takes the version that stands nearest to who needs it", () => {
    const packages = {
      "node_modules/framework": { dependencies: { express: "^4" } },
      "node_modules/framework/node_modules/express": { dependencies: { depth: "^1" } },
      "node_modules/framework/node_modules/express/node_modules/depth": {},
      "node_modules/express": {},
      "node_modules/depth": {},
    };
    expect(Object.keys(narrowLock({ lockfileVersion: 3, packages }, MANIFEST).packages)).toEqual([
      "",
      "node_modules/framework",
      "node_modules/framework/node_modules/express",
      "node_modules/framework/node_modules/express/node_modules/depth",
    ]);
  });

  it("ends where packages need each other", () => {
    const packages = {
      "node_modules/framework": { dependencies: { peer: "^1" } },
      "node_modules/peer": { peerDependencies: { framework: "^1" } },
    };
    expect(Object.keys(narrowLock({ lockfileVersion: 3, packages }, MANIFEST).packages)).toHaveLength(3);
  });

  it("leaves out what is optional and not there", () => {
    const packages = {
      "node_modules/framework": { optionalDependencies: { "for-windows": "^1" }, peerDependencies: { types: "^1" } },
    };
    expect(Object.keys(narrowLock({ lockfileVersion: 3, packages }, MANIFEST).packages)).toHaveLength(2);
  });

  it("refuses a whole that lacks a dependency", () => {
    const packages = { "node_modules/framework": { dependencies: { deep: "^2" } } };
    const narrow = () => narrowLock({ lockfileVersion: 3, packages }, MANIFEST);
    expect(narrow).toThrow("Cannot lock small: package-lock.json lacks deep; run npm install");
  });
});
