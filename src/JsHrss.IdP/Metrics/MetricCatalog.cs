using System.Collections.Frozen;
using System.Collections.Immutable;
using static JsHrss.IdP.Metrics.MetricKind;

namespace JsHrss.IdP.Metrics;

/// <summary>Every metric of this server. docs/operations.md lists the same names; a test compares both.</summary>
internal static class MetricCatalog
{
    private const string Engine = "JsHrss.OpenId";
    private const string Accounts = "JsHrss.Accounts";
    private const string Server = "JsHrss.IdP";
    private const string Store = "JsHrss.Storage";
    private const string Runtime = "System.Runtime";
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";
    private const string Requests = "Microsoft.AspNetCore.Hosting";

    /// <summary>Meters without a factory: they measure the process.</summary>
    public static FrozenSet<string> OfTheProcess { get; } = FrozenSet.Create(Runtime, Store);

    public static ImmutableArray<MetricShape> All { get; } =
    [
        new(Engine, "jshrss.tokens.issued", Counter, "jshrss_tokens_issued_total", "Token responses by grant type.", "grant_type"),
        new(Engine, "jshrss.protocol.refused", Counter, "jshrss_protocol_refused_total", "Refusals of the protocol endpoints by error code.", "endpoint", "code"),
        new(Engine, "jshrss.access_tokens.looked_up", Counter, "jshrss_access_tokens_looked_up_total", "Access tokens presented: known to this node, verified at first sight, or refused.", "result"),
        new(Server, "jshrss.sign_ins", Counter, "jshrss_sign_ins_total", "Sign-in attempts by way and outcome.", "way", "outcome"),
        new(Server, "jshrss.limits.refused", Counter, "jshrss_limits_refused_total", "Requests answered 429 by a load limit.", "class"),
        new(Server, "jshrss.evaluations", Counter, "jshrss_evaluations_total", "Questions of relying parties whether an item may be done, by outcome: permitted, or the reason of the refusal.", "outcome"),
        new(Server, "jshrss.sms", Counter, "jshrss_sms_total", "Short messages by outcome: accepted by the gateway, unavailable (tried again), refused, or given up.", "outcome"),
        new(Server, "jshrss.traces.dropped", Counter, "jshrss_traces_dropped_total", "Spans that were not sent: the queue was full or the collector failed.", "reason"),
        new(Server, "jshrss.draining", Gauge, "jshrss_draining", "1 while this node serves its last requests."),
        new(Server, "jshrss.ready", Gauge, "jshrss_ready", "1 while this node should be sent requests."),
        new(Server, "jshrss.qr.waiting", Gauge, "jshrss_qr_waiting", "Browsers that wait for a phone to scan or confirm."),
        new(Accounts, "jshrss.passwords.waiting", Gauge, "jshrss_passwords_waiting", "Sign-ins that wait for their turn to hash."),
        new(Accounts, "jshrss.passwords.wait", Histogram, "jshrss_passwords_wait_seconds", "How long a sign-in waited for its turn to hash."),
        new(Accounts, "jshrss.passwords.turned_away", Counter, "jshrss_passwords_turned_away_total", "Sign-ins that got no turn to hash and were answered 503."),
        new(Store, "jshrss.storage.commands", Counter, "jshrss_storage_commands_total", "Look-ups and writes of the store.", "kind"),
        new(Store, "jshrss.outbox.waiting", Gauge, "jshrss_outbox_waiting", "Messages that wait to be sent, counted to 10000 every half minute.", "kind"),
        new(Store, "jshrss.outbox.age", Gauge, "jshrss_outbox_age_seconds", "How long the oldest message has been due.", "kind"),
        new(Store, "jshrss.jobs.runs", Counter, "jshrss_jobs_runs_total", "Runs of background jobs: done, failed, or left to another node.", "job", "outcome"),
        new(Store, "jshrss.signing_key.expiry", Gauge, "jshrss_signing_key_expiry_seconds", "Until the newest key of an algorithm has served its life; below Keys:PublishAhead its successor should be published.", "alg"),
        new(Store, "jshrss.ring_key.expiry", Gauge, "jshrss_ring_key_expiry_seconds", "Until the newest DataProtection key has served its life; its successor is made 14 days ahead."),
        new(Requests, "http.server.request.duration", Histogram, "http_server_request_duration_seconds", "How long requests took.", "http.request.method", "http.route", "http.response.status_code"),
        new(Requests, "http.server.active_requests", Gauge, "http_server_active_requests", "Requests being served."),
        new(Kestrel, "kestrel.active_connections", Gauge, "kestrel_active_connections", "Open connections."),
        new(Kestrel, "kestrel.queued_connections", Gauge, "kestrel_queued_connections", "Connections that wait to be accepted."),
        new(Kestrel, "kestrel.rejected_connections", Counter, "kestrel_rejected_connections_total", "Connections refused for their number."),
        new(Runtime, "dotnet.process.cpu.time", Counter, "dotnet_process_cpu_time_seconds_total", "Processor time.", "cpu.mode"),
        new(Runtime, "dotnet.process.memory.working_set", Gauge, "dotnet_process_memory_working_set_bytes", "Memory of the process."),
        new(Runtime, "dotnet.gc.collections", Counter, "dotnet_gc_collections_total", "Garbage collections.", "gc.heap.generation"),
        new(Runtime, "dotnet.gc.pause.time", Counter, "dotnet_gc_pause_time_seconds_total", "Time the program stood still for garbage collections."),
        new(Runtime, "dotnet.gc.heap.total_allocated", Counter, "dotnet_gc_heap_allocated_bytes_total", "Memory allocated since start."),
        new(Runtime, "dotnet.gc.last_collection.memory.committed_size", Gauge, "dotnet_gc_committed_bytes", "Memory the heap held after the last collection."),
        new(Runtime, "dotnet.thread_pool.thread.count", Gauge, "dotnet_thread_pool_threads", "Threads of the pool."),
        new(Runtime, "dotnet.thread_pool.queue.length", Gauge, "dotnet_thread_pool_queue_length", "Work that waits for a thread."),
        new(Runtime, "dotnet.thread_pool.work_item.count", Counter, "dotnet_thread_pool_work_items_total", "Work the pool has done."),
        new(Runtime, "dotnet.monitor.lock_contentions", Counter, "dotnet_monitor_lock_contentions_total", "Times a lock had to be waited for."),
        new(Runtime, "dotnet.exceptions", Counter, "dotnet_exceptions_total", "Exceptions thrown."),
    ];
}
