// The outline of the land, from TopoJSON, and how degrees become places on the screen.
//
// The projection is Mercator's: a circle on the ground is a circle on the screen, at any place its own size.

const EARTH = 6371;
const TURN = Math.PI / 180;
const FAR = 4000;

/** Degrees as map units: radians to the east, and upwards as Mercator has it. */
export function mapped(latitude, longitude) {
  const most = Math.min(84, Math.max(-84, latitude)) * TURN;
  return [longitude * TURN, Math.log(Math.tan(Math.PI / 4 + most / 2))];
}

export function latitudeOf(y) {
  return (2 * Math.atan(Math.exp(y)) - Math.PI / 2) / TURN;
}

/** Kilometres at a latitude as map units. */
export function reach(km, latitude) {
  return km / EARTH / Math.cos(latitude * TURN);
}

/** The rings of the land of a topology, each with the box it lies in. */
export function ringsOf(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return mapped(y * scale[1] + translate[1], x * scale[0] + translate[0]);
    });
  });
  const points = (number) => (number >= 0 ? arcs[number] : arcs[~number].toReversed());
  const ring = (numbers) => boxed(numbers.flatMap((number, n) => points(number).slice(n ? 1 : 0)));
  const shapes = topology.objects.land.geometries ?? [topology.objects.land];
  return shapes.flatMap((one) => (one.type === "Polygon" ? [one.arcs] : one.arcs)).flatMap((polygon) => polygon.map(ring));
}

function boxed(ring) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return { ring, box };
}

/** The path of the rings that reach into a view: { x, y, scale } is its middle and its pixels a unit. */
export function outline(rings, view, width, height) {
  const [halfX, halfY] = [width / 2 / view.scale, height / 2 / view.scale];
  const near = rings.filter(
    ({ box }) => box[2] > view.x - halfX && box[0] < view.x + halfX && box[3] > view.y - halfY && box[1] < view.y + halfY,
  );
  return near.map(({ ring }) => path(ring, view, width, height)).join("");
}

function path(ring, view, width, height) {
  const parts = [];
  let [lastX, lastY] = [NaN, NaN];
  for (const [x, y] of ring) {
    const px = clamped((x - view.x) * view.scale + width / 2, width);
    const py = clamped((view.y - y) * view.scale + height / 2, height);
    if (Math.abs(px - lastX) < 0.7 && Math.abs(py - lastY) < 0.7) continue;
    parts.push(`${px.toFixed(1)},${py.toFixed(1)}`);
    [lastX, lastY] = [px, py];
  }
  return parts.length > 2 ? `M${parts.join("L")}Z` : "";
}

function clamped(value, size) {
  return Math.min(size + FAR, Math.max(-FAR, value));
}
