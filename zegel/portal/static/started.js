// Says so when the scripts of a page did not start: a browser that is too old to read them, or a connection that was
// lost. Any browser must be able to read this file, so it is written as in 2009 and is nobody's module. What the panel
// says stands in base.html; web/pages/common.ts writes data-started.
(function () {
  "use strict"
  var PATIENCE = 10000
  function show() {
    var panel = document.getElementById("not-started")
    if (panel) panel.removeAttribute("hidden")
  }
  function started() {
    return document.documentElement.getAttribute("data-started") !== null
  }
  function look() {
    if (!started()) show()
  }
  // A page whose own script cannot be read has started all the same: its error tells.
  window.addEventListener("error", function (event) {
    if (event.error && event.error.name === "SyntaxError") show()
  })
  window.addEventListener("load", function () {
    // Modules have run by now, unless one of them waits for something.
    window.setTimeout(look, document.querySelector("script[type=module]") ? 500 : 0)
    window.setTimeout(look, PATIENCE)
  })
})()
