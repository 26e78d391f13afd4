// Print as a style sheet the rules that plotly.js would otherwise inject into the page,
// which a strict Content-Security-Policy forbids. Run by scripts/vendor.sh.
"use strict";
const fs = require("fs");

const source = fs.readFileSync(process.argv[2], "utf8");
const rules = [];
// plotly.js inserts each rule before the one it inserted last: the sheet is the list backwards.
const Lib = { addStyleRule: (selector, style) => rules.unshift(`${selector} { ${style} }`) };
new Function("require", source)(() => Lib);
if (rules.length < 40) throw new Error(`only ${rules.length} rules found: has plotcss.js changed?`);
console.log(`/* The style rules of plotly.js ${process.env.PLOTLY}, MIT licence: see LICENSE. Made by scripts/vendor.sh. */`);
console.log(rules.join("\n"));
