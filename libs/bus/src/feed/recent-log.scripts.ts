/*
 * A log is a hash with its beginning and its last number (`head`), a stream of what was added, and the ids of that (`seen`). The
 * number of the generation is one for all logs; a log of an earlier one begins anew.
 */

const generation = (key: string) => `redis.call('GET', ${key}) or '0'`;

/** KEYS head, log, seen, generation; ARGV ms it lasts, epoch and number that are known of it. */
export const openScript = `
local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'generation')
local epoch, seq = head[1], tonumber(head[2] or '0')
local generation = ${generation('KEYS[4]')}
if epoch and (head[3] ~= generation or (epoch == ARGV[2] and seq < tonumber(ARGV[3]))) then epoch = false end
if not epoch then
  local now = redis.call('TIME')
  epoch = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
  if epoch == ARGV[2] then epoch = string.format('%.0f', tonumber(epoch) + 1) end
  seq = 0
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'seq', 0, 'generation', generation)
end
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[1]) end
return {epoch, seq}
`;

/** KEYS head, log, seen, generation; ARGV id, note, how many are kept, channel. */
export const addScript = `
local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'generation')
if not head[1] or head[3] ~= (${generation('KEYS[4]')}) then return 0 end
local seq = tonumber(head[2]) + 1
if redis.call('ZADD', KEYS[3], 'NX', seq, ARGV[1]) == 0 then return 0 end
local mark = head[1] .. '-' .. string.format('%.0f', seq)
redis.call('HSET', KEYS[1], 'seq', string.format('%.0f', seq))
redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[3], mark, 'note', ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -tonumber(ARGV[3]) - 1)
local left = redis.call('PTTL', KEYS[1])
redis.call('PEXPIRE', KEYS[2], left)
redis.call('PEXPIRE', KEYS[3], left)
redis.call('PUBLISH', ARGV[4], mark .. ' ' .. ARGV[2])
return 1
`;

/** KEYS head, log, generation; ARGV epoch and number after which. Nothing when the log is not open. */
export const afterScript = `
local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'generation')
if not head[1] or head[3] ~= (${generation('KEYS[3]')}) then return {} end
if head[1] ~= ARGV[1] then return {head[1], tonumber(head[2]), {}} end
return {head[1], tonumber(head[2]), redis.call('XRANGE', KEYS[2], '(' .. ARGV[1] .. '-' .. ARGV[2], '+')}
`;
