/* Comforts only: the page says the same without this script. Text goes in with textContent. */
(function () {
  "use strict";
  function open(target) {
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
  }
  function byHash(hash) {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch (e) { return null; }
  }
  var back = document.createElement("a"), from = null;
  back.className = "back";
  back.hidden = true;
  back.textContent = "Back to where you were";
  document.body.appendChild(back);
  back.addEventListener("click", function (event) {
    event.preventDefault();
    back.hidden = true;
    if (from && from.isConnected) { from.focus({ preventScroll: true }); from.scrollIntoView({ block: "center" }); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    if (!link || link === back) return;
    var target = byHash(link.getAttribute("href"));
    if (!target) return;
    open(target);
    if (link.closest("main")) { from = link; back.href = "#main"; back.hidden = false; }
  });
  window.addEventListener("hashchange", function () { var t = byHash(location.hash); if (t) open(t); });
  if (location.hash) { var first = byHash(location.hash); if (first) open(first); }
  var say = document.createElement("p");
  say.className = "said";
  say.setAttribute("role", "status");
  document.body.appendChild(say);
  document.querySelectorAll(".exhibit-digest code").forEach(function (code) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    var figure = code.closest("figure"), number = figure ? figure.id.replace("exhibit-", "") : "";
    button.setAttribute("aria-label", "Copy the SHA-256 of exhibit " + number);
    button.addEventListener("click", function () {
      var range = document.createRange();
      range.selectNodeContents(code);
      var chosen = window.getSelection();
      chosen.removeAllRanges();
      chosen.addRange(range);
      var done = false;
      try { done = document.execCommand("copy"); } catch (e) { done = false; }
      say.textContent = done ? "SHA-256 of exhibit " + number + " copied" : "SHA-256 selected: copy it with the keyboard";
    });
    code.after(button);
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (d) { d.open = true; d.dataset.printed = "1"; });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (d) { d.open = false; delete d.dataset.printed; });
  });
})();
