namespace JsHrss.Storage.Lanes.Servers;

/// <summary>Where work waits for a worker.</summary>
internal enum Line
{
    /// <summary>Each by itself: it reads in the middle, or takes its time.</summary>
    Alone = 0,

    /// <summary>Look-ups of one statement: those that wait are asked together, in one journey.</summary>
    Looks = 1,

    /// <summary>Changes that only send: those that wait are made together, in one transaction with one commit.</summary>
    Changes = 2,
}
