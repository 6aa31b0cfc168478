import assert from "node:assert/strict";
import { test } from "node:test";

import { declaredFiles, fileNames, highestExhibit, overview } from "./case-filing.ts";
import { described } from "../reading/pieces.ts";

test("exhibits go on from the last one, and a document goes before them by its kind", () => {
  assert.deepEqual(fileNames({ document: "", key: "dezon" }, 4, 2), ["dezonproductie4", "dezonproductie5"]);
  assert.deepEqual(fileNames({ document: "conclusie", key: "dezon" }, 1, 3), ["conclusie", "dezonproductie1", "dezonproductie2"]);
  assert.deepEqual(fileNames({ document: "conclusie", key: "dezon" }, 1, 0), []);
  assert.equal(fileNames({ document: "", key: "x" }, 1, 20).length, 20);
});

test("the overview has a line for each exhibit that is described, and a reader finds it by the file's name", () => {
  const text = overview(["conclusie", "dezonproductie1", "dezonproductie10"], ["", "huurcontract: blad 1", "foto"]);
  const manifest = { text } as never;
  assert.equal(described(manifest, { name: "dezonproductie1.pdf" } as never), "huurcontract: blad 1");
  assert.equal(described(manifest, { name: "dezonproductie10.pdf" } as never), "foto");
  assert.equal(described(manifest, { name: "conclusie.pdf" } as never), "");
});

test("the highest exhibit among file names is of this party alone", () => {
  assert.equal(highestExhibit(["dezonproductie2.pdf", "dezonproductie11.pdf", "conclusie.pdf"], "dezon"), 11);
  assert.equal(highestExhibit(["hoekjeproductie9.pdf", "dezonproductie.pdf"], "dezon"), 0);
  assert.equal(highestExhibit([], "dezon"), 0);
});

test("the court is told the number of each exhibit, and none of the document itself", () => {
  assert.deepEqual(declaredFiles(["conclusie.pdf", "dezonproductie4.pdf", "dezonproductie5.pdf"], "dezon"), [
    { exhibit: null }, { exhibit: 4 }, { exhibit: 5 },
  ]);
  assert.deepEqual(declaredFiles([], "dezon"), []);
  // Of the document itself the court is told its paper (3.12); exhibits are as they are.
  assert.deepEqual(declaredFiles(["conclusie.pdf", "dezonproductie4.pdf"], "dezon", ["other", "other"]), [
    { exhibit: null, paper: "other" }, { exhibit: 4 },
  ]);
  assert.deepEqual(declaredFiles(["conclusie.pdf"], "dezon", [""]), [{ exhibit: null }]);
});
