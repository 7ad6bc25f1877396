using System.Diagnostics.Metrics;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Jobs;

/// <summary>Counts the runs of background jobs, so that one that fails or never runs is seen.</summary>
internal sealed class JobMeter(IMeterFactory meters)
{
    private readonly Counter<long> runs = meters.Create(CommandMeter.Name).CreateCounter<long>("jshrss.jobs.runs", description: "Runs of background jobs.");

    public void Done(string job) => Count(job, "done");

    public void Failed(string job) => Count(job, "failed");

    /// <summary>Another node has the lease.</summary>
    public void LeftToAnother(string job) => Count(job, "left_to_another");

    private void Count(string job, string outcome) => runs.Add(1, new("job", job), new("outcome", outcome));
}
