-- Asks for the addresses of a file, one a line, each thread for its own share of them; then says in one line of JSON how
-- long the answers took.
--   wrk -t2 -c8 -d5s -s serve_speed.lua http://127.0.0.1:8765 -- FILE THREADS
local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("nth", #threads)
  thread:set("other", 0)
end

function init(args)
  local of, count = tonumber(args[2]), 0
  asked, at = {}, 0
  for line in io.lines(args[1]) do
    count = count + 1
    if count % of == nth % of then
      table.insert(asked, wrk.format("GET", line))
    end
  end
end

function request()
  at = at % #asked + 1
  return asked[at]
end

function response(status)
  if status ~= 200 then
    other = other + 1
  end
end

function done(summary, latency)
  local other = 0
  for _, thread in ipairs(threads) do
    other = other + thread:get("other")
  end
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.6f, "p50": %.3f, "p95": %.3f, "p99": %.3f, "max": %.3f, "bytes": %d, "other": %d, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3, summary.bytes, other,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
