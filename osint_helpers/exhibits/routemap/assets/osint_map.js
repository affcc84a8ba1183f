/* Route maps of a report: constant script. All data arrives as JSON; all text goes in with textContent.
   It stands after Leaflet and after the data, and starts at once. It asks no network for anything. */
(function () {
  "use strict";
  var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var PIN = 14, SPREAD = [[1, 0], [0, 1], [-1, 0], [0, -1], [0.70710678, 0.70710678], [-0.70710678, 0.70710678], [-0.70710678, -0.70710678], [0.70710678, -0.70710678]];
  var REF = /^[0-9A-Za-z_.-]+$/, KINDS = ["claim", "source", "exhibit", "place", "leg", "capture"];

  function el(tag, cls, text) {
    var n = document.createElement(tag);
    if (cls) n.className = cls;
    if (text !== undefined && text !== null) n.textContent = String(text);
    return n;
  }
  function json(id) { var n = document.getElementById(id); return n ? JSON.parse(n.textContent) : null; }

  /* The same steps as labels.displace in Python: only + - * / and comparisons, so the same offsets. */
  function displace(points, radius) {
    var at = points.map(function (p) { return [p[0], p[1]]; }), gap = 2 * radius;
    for (var round = 0; round < 400; round++) {
      var moved = false;
      for (var j = 1; j < at.length; j++) for (var i = 0; i < j; i++) {
        var dx = at[j][0] - at[i][0], dy = at[j][1] - at[i][1], far = Math.max(Math.abs(dx), Math.abs(dy)), push;
        if (far >= gap) continue;
        if (far < 0.001) { dx = SPREAD[(i + j) % 8][0]; dy = SPREAD[(i + j) % 8][1]; far = 1; push = (gap + 0.5) / 2; } else push = (gap + 0.5 - far) / 2;
        var ux = dx / far * push, uy = dy / far * push;
        at[i][0] -= ux; at[i][1] -= uy; at[j][0] += ux; at[j][1] += uy; moved = true;
      }
      if (!moved) break;
    }
    return at.map(function (p, k) { return [tenth(p[0] - points[k][0]), tenth(p[1] - points[k][1])]; });
  }
  function tenth(v) { return Math.floor(v * 10 + 0.5) / 10; }

  /* Whole numbers in digits of 5 bits, the lowest first, as coast.numbers in Python reads them. */
  function numbers(text) {
    var out = [], held = 0, place = 1;
    for (var k = 0; k < text.length; k++) {
      var digit = SIGNS.indexOf(text.charAt(k));
      held += digit % 32 * place; place *= 32;
      if (digit < 32) { out.push(held % 2 ? -(held + 1) / 2 : held / 2); held = 0; place = 1; }
    }
    return out;
  }
  function unpack(packed, digits) {
    var unit = Math.pow(10, digits);
    return packed.map(function (rings) {
      return rings.map(function (written) {
        var flat = typeof written === "string" ? numbers(written) : written, x = 0, y = 0, out = [];
        for (var n = 0; n < flat.length; n += 2) { x += flat[n]; y += flat[n + 1]; out.push([y / unit, x / unit]); }
        return out;
      });
    });
  }

  function facts(title, rows, links) {
    var box = el("div", "om-pop"), list = el("dl");
    box.tabIndex = -1;
    box.appendChild(el("strong", null, title));
    rows.forEach(function (row) {
      list.appendChild(el("dt", null, row[0]));
      var dd = el("dd", null, row[1]);
      row[2].forEach(function (ref) {
        dd.appendChild(document.createTextNode(" "));
        var safe = links && KINDS.indexOf(ref[0]) >= 0 && REF.test(ref[1]) && document.getElementById(ref[0] + "-" + ref[1]);
        var a = el(safe ? "a" : "span", "om-ref", "[" + ref[1] + "]");
        if (safe) a.href = "#" + ref[0] + "-" + ref[1];
        dd.appendChild(a);
      });
      list.appendChild(dd);
    });
    box.appendChild(list);
    return box;
  }

  function title(row) { return row.label.indexOf(row.leg + " ") === 0 ? row.label : row.leg + " " + row.label; }

  /* Lines on one way run side by side: the shift is of the drawing, so many pixels at every zoom. */
  function aside(map, paths, px) {
    if (!px) return paths;
    return paths.map(function (path) {
      var p = path.map(function (q) { return map.project(q); });
      return p.map(function (at, k) {
        var a = p[Math.max(0, k - 1)], b = p[Math.min(p.length - 1, k + 1)], dx = b.x - a.x, dy = b.y - a.y, far = Math.sqrt(dx * dx + dy * dy) || 1;
        return map.unproject([at.x - dy / far * px, at.y + dx / far * px]);
      });
    });
  }

  function panes(map) {
    ["om-area", "om-land", "om-leg", "om-pinline"].forEach(function (name, k) { map.createPane(name).style.zIndex = 350 + 20 * k; });
  }
  function land(map, polygons, colors) {
    var canvas = L.canvas({ pane: "om-land", padding: 0.4 });
    polygons.forEach(function (rings) {
      L.polygon(rings, { pane: "om-land", renderer: canvas, interactive: false, weight: 0.7, color: colors.coast, fillColor: colors.land, fillOpacity: 1, smoothFactor: 0.5 }).addTo(map);
    });
  }
  /* Slanted lines as an SVG pattern of this map's own renderer. */
  function hatch(renderer, id, color) {
    var NS = "http://www.w3.org/2000/svg", svg = renderer._container, defs = document.createElementNS(NS, "defs"), p = document.createElementNS(NS, "pattern");
    var set = function (n, a) { Object.keys(a).forEach(function (k) { n.setAttribute(k, a[k]); }); return n; };
    set(p, { id: id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    p.appendChild(set(document.createElementNS(NS, "rect"), { width: 7, height: 7, fill: color, "fill-opacity": 0.14 }));
    p.appendChild(set(document.createElementNS(NS, "path"), { d: "M0 0V7", stroke: color, "stroke-opacity": 0.55, "stroke-width": 1.2 }));
    defs.appendChild(p); svg.insertBefore(defs, svg.firstChild);
  }

  /* Zoom buttons, keyboard and touch stay; a turning wheel scrolls the page unless the map has the focus or Ctrl is held. */
  function wheel(map, div) {
    div.addEventListener("focusin", function () { map.scrollWheelZoom.enable(); });
    div.addEventListener("focusout", function () { map.scrollWheelZoom.disable(); });
    div.addEventListener("wheel", function (e) {
      if (!e.ctrlKey || map.scrollWheelZoom.enabled()) return;
      map.scrollWheelZoom.enable();
      setTimeout(function () { if (!div.contains(document.activeElement)) map.scrollWheelZoom.disable(); }, 400);
    }, { capture: true, passive: true });
  }

  /* A popup that does not fit above its pin moves the map; near a side it slides and its tip stays at the pin. */
  function fit(map, p) {
    var box = p.getElement(), frame = map.getContainer().getBoundingClientRect(), tip = box.querySelector(".leaflet-popup-tip-container");
    var high = frame.top + 8 - box.getBoundingClientRect().top;
    if (high > 0) map.panBy([0, -high], { animate: false });
    var a = box.getBoundingClientRect(), off = Math.max(0, frame.left + 6 - a.left) || -Math.max(0, a.right - frame.right + 6);
    if (!off) return;
    box.style.marginLeft = off + "px"; if (tip) tip.style.marginLeft = -20 - off + "px";
  }
  function open(map, at, content, back) {
    var size = map.getSize(), p = L.popup({ maxWidth: Math.min(320, size.x - 70), maxHeight: Math.min(340, Math.max(130, size.y - 100)), autoPan: false, offset: [0, -8] });
    p.setLatLng(at).setContent(content).openOn(map);
    map.getContainer().classList.add("om-open");
    fit(map, p);
    content.focus({ preventScroll: true });
    content.addEventListener("keydown", function (e) { if (e.key === "Escape") map.closePopup(p); });
    map.once("popupclose", function () {
      map.getContainer().classList.remove("om-open");
      if (back) back.focus({ preventScroll: true });
    });
  }

  function pins(map, spec, base) {
    return spec.stops.map(function (s) {
      var style = base.styles[s.status], full = base.filled.indexOf(s.status) >= 0;
      var button = el("button", "om-pin"), name = el("span", "om-name", s.label), dot = L.circleMarker([s.lat, s.lon], { pane: "om-pinline", radius: 2.5, weight: 0, fillColor: style.color, fillOpacity: 1, interactive: false });
      var thread = L.polyline([], { pane: "om-pinline", weight: 1.2, color: style.color, interactive: false });
      button.type = "button"; button.textContent = String(s.n);
      button.setAttribute("aria-label", "Stop " + s.n + ": " + s.name + ", " + s.status + (s.when ? ", " + s.when : ""));
      button.style.background = full ? style.color : "#fff"; button.style.color = full ? "#fff" : style.color; button.style.borderColor = full ? "#fff" : style.color;
      var holder = el("div"); holder.appendChild(button); holder.appendChild(name); name.setAttribute("aria-hidden", "true");
      var icon = L.divIcon({ className: "om-stop", html: holder, iconSize: [26, 26] });
      var marker = L.marker([s.lat, s.lon], { icon: icon, keyboard: false, interactive: false });
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener("click", function () { open(map, marker.getLatLng(), facts(s.n + ". " + s.name, s.facts, base.links), button); });
      return { stop: s, marker: marker, dot: dot, thread: thread, name: name, button: button, shown: true };
    });
  }

  /* Move pins apart at this zoom, then put each name where it covers nothing, or leave it out. */
  function arrange(map, marks, areas) {
    var seen = marks.filter(function (m) { return m.shown; });
    var at = seen.map(function (m) { var p = map.latLngToLayerPoint([m.stop.lat, m.stop.lon]); return [p.x, p.y]; });
    var off = displace(at, PIN), full = [];
    seen.forEach(function (m, k) {
      var to = L.point(at[k][0] + off[k][0], at[k][1] + off[k][1]), there = map.layerPointToLatLng(to), far = Math.abs(off[k][0]) + Math.abs(off[k][1]) > 1;
      m.marker.setLatLng(far ? there : [m.stop.lat, m.stop.lon]); m.at = to;
      m.thread.setLatLngs(far ? [[m.stop.lat, m.stop.lon], there] : []);
      m.dot.setStyle({ fillOpacity: far ? 1 : 0 });
      full.push([to.x - PIN, to.y - PIN, 2 * PIN, 2 * PIN]);
    });
    areas.forEach(function (a) {
      var sign = a.words._icon && a.words._icon.style.visibility !== "hidden" && a.words._icon.firstChild;
      if (!sign) return;
      var c = map.latLngToLayerPoint(a.words.getLatLng()), w = sign.offsetWidth, h = sign.offsetHeight;
      full.push([c.x - w / 2, c.y - 19, w, h]);
    });
    var view = map.getPixelBounds(), o = map.getPixelOrigin(), x0 = view.min.x - o.x, y0 = view.min.y - o.y, x1 = view.max.x - o.x, y1 = view.max.y - o.y;
    seen.forEach(function (m) {
      var w = m.name.offsetWidth, h = m.name.offsetHeight, g = PIN + 3, best = null;
      [[g, -h / 2], [-g - w, -h / 2], [-w / 2, -g - h], [-w / 2, g], [g - 3, -h - 5], [g - 3, 5], [3 - g - w, -h - 5], [3 - g - w, 5]].some(function (c) {
        var b = [m.at.x + c[0], m.at.y + c[1], w, h];
        if (b[0] < x0 || b[1] < y0 || b[0] + w > x1 || b[1] + h > y1) return false;
        if (full.some(function (f) { return b[0] < f[0] + f[2] && f[0] < b[0] + w && b[1] < f[1] + f[3] && f[1] < b[1] + h; })) return false;
        best = [c, b]; return true;
      });
      m.name.style.visibility = best ? "visible" : "hidden";
      if (best) { full.push(best[1]); m.name.style.left = best[0][0] + PIN - 1 + "px"; m.name.style.top = best[0][1] + PIN - 1 + "px"; }
    });
  }

  function controls(spec, show) {
    var last = spec.steps.length - 1, bar = el("div", "om-bar"), play = el("button", null, "Play"), range = el("input"), all = el("button", null, "Show all"), out = el("output"), timer = null;
    play.type = all.type = "button"; range.type = "range"; range.min = 0; range.max = last; range.step = 1;
    range.setAttribute("aria-label", "Step through the journey: " + spec.title);
    bar.append(play, range, all, out);
    function go(k) {
      var s = spec.steps[k];
      out.textContent = "Step " + (k + 1) + " of " + (last + 1) + ": " + s.label + (s.when ? " \u00b7 " + s.when : "");
      range.value = k; range.setAttribute("aria-valuetext", out.textContent); show(s);
    }
    function stop() { clearInterval(timer); timer = null; play.textContent = "Play"; }
    range.addEventListener("input", function () { stop(); go(+range.value); });
    all.addEventListener("click", function () { stop(); go(last); bar.dispatchEvent(new CustomEvent("om-all")); });
    play.addEventListener("click", function () {
      if (timer) return stop();
      var k = +range.value >= last ? 0 : +range.value; go(k); play.textContent = "Pause";
      timer = setInterval(function () { k += 1; go(k); if (k >= last) stop(); }, 1600);
    });
    go(last);
    return bar;
  }

  function draw(div, spec, base, serial) {
    var b = spec.bounds;
    spec.stops.forEach(function (s) { if (s.lon < b[1] && s.lon + 360 <= b[3]) s.lon += 360; }); /* a map over 180 degrees counts on */
    var frame = L.latLngBounds([b[0], b[1]], [b[2], b[3]]), own = spec.land.key !== "world";
    var map = L.map(div, { scrollWheelZoom: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, zoomSnap: 0.1, zoomDelta: 0.5, attributionControl: false, maxBoundsViscosity: 1, worldCopyJump: false, dragging: !L.Browser.mobile });
    panes(map);
    map.fitBounds(frame); map.setMinZoom(map.getZoom()); map.setMaxZoom(map.getZoom() + (own ? 3 : 4));
    var polygons = own ? unpack(spec.land.polygons, spec.land.digits) : base.world, hold = own ? L.latLngBounds(polygons.length ? [].concat.apply([], polygons.map(function (p) { return p[0]; })) : frame).extend(frame) : L.latLngBounds([-80, -180], [85, 180]);
    map.setMaxBounds(hold);
    land(map, polygons, base.colors);
    var svg = L.svg({ pane: "om-area", padding: 0.5 }), legsvg = L.svg({ pane: "om-leg", padding: 0.5 }), id = "om-hatch-" + serial;
    var areas = spec.areas.map(function (a) {
      var shape = L.polygon(a.ring, { pane: "om-area", renderer: svg, weight: 0, fillColor: "url(#" + id + ")", fillOpacity: 1, interactive: false }).addTo(map);
      var sign = el("button", null, a.leg + ": " + a.short), words = L.marker(shape.getBounds().getCenter(), { interactive: false, keyboard: false, icon: L.divIcon({ className: "om-gap", html: sign, iconSize: [180, 38] }) }).addTo(map);
      sign.type = "button"; sign.setAttribute("aria-label", title(a) + ": " + a.short);
      L.DomEvent.disableClickPropagation(sign);
      sign.addEventListener("click", function () { open(map, words.getLatLng(), facts(title(a), a.facts, base.links), sign); });
      return { shape: shape, words: words };
    });
    if (areas.length) hatch(svg, id, base.colors.gap);
    var legs = spec.legs.map(function (g) {
      var st = base.styles[g.status], dots = st.dash.charAt(0) === "1" || st.dash.indexOf("2 ") === 0;
      var line = L.polyline(aside(map, g.paths, g.beside || 0), { pane: "om-leg", renderer: legsvg, color: st.color, weight: st.width + 0.4, opacity: st.opacity, dashArray: st.dash || null, lineCap: dots ? "round" : "butt", smoothFactor: 0.5 }).addTo(map);
      if (g.beside) map.on("zoomend", function () { line.setLatLngs(aside(map, g.paths, g.beside)); });
      line.on("click", function (e) { open(map, e.latlng, facts(title(g), g.facts, base.links), null); });
      return line;
    });
    var marks = pins(map, spec, base);
    marks.forEach(function (m) { m.dot.addTo(map); m.thread.addTo(map); m.marker.addTo(map); });
    function put(layer, on) { if (on !== map.hasLayer(layer)) { if (on) layer.addTo(map); else layer.remove(); } }
    function gapWords() { areas.forEach(function (a) { var z = map.latLngToLayerPoint(a.shape.getBounds().getNorthEast()).x - map.latLngToLayerPoint(a.shape.getBounds().getSouthWest()).x; if (a.words._icon) a.words._icon.style.visibility = z > 180 ? "visible" : "hidden"; }); }
    function show(step) {
      map.closePopup();
      marks.forEach(function (m, k) { m.shown = k < step.stops; [m.dot, m.thread, m.marker].forEach(function (l) { put(l, m.shown); }); });
      legs.forEach(function (l, k) { put(l, k < step.legs); });
      areas.forEach(function (a, k) { put(a.shape, k < step.areas); put(a.words, k < step.areas); });
      gapWords(); arrange(map, marks, areas);
    }
    var bar = controls(spec, show);
    div.after(bar);
    bar.addEventListener("om-all", function () { map.fitBounds(frame); });
    map.on("zoomend moveend", function () { gapWords(); arrange(map, marks, areas); });
    new ResizeObserver(function () {
      var whole = map.getZoom() <= map.getMinZoom();
      map.invalidateSize({ animate: false, pan: false });
      if (whole && map.getSize().x) { map.setMinZoom(0); map.fitBounds(frame); map.setMinZoom(map.getZoom()); }
    }).observe(div);
    wheel(map, div);
    return map;
  }

  window.OSINT = window.OSINT || {};
  OSINT.displace = displace; OSINT.numbers = numbers; OSINT.maps = [];
  var base = json("osint-map-base"), holders = document.querySelectorAll("div[data-osint-map]");
  if (base) base.world = unpack(base.world, base.digits);
  function start(div, k) {
    var outer = div.closest(".om");
    try {
      OSINT.maps[k] = draw(div, json(div.dataset.osintMap), base, k);
    } catch (fault) {
      outer.classList.remove("om-ready"); /* the static picture stays */
      if (window.console) console.error(fault);
    }
  }
  holders.forEach(function (div, k) {
    div.closest(".om").classList.add("om-ready");
    div.style.aspectRatio = div.dataset.ratio;
    if (div.clientWidth) return start(div, k);
    var wait = new ResizeObserver(function () { if (div.clientWidth) { wait.disconnect(); start(div, k); } });
    wait.observe(div); /* a hidden page or frame has no size yet */
  });
})();
