namespace RelyingParty.Hall;

/// <summary>What a unit said of a case.</summary>
internal enum ReviewOutcome
{
    Open,
    Passed,
    Returned,
}

/// <summary>One case of the department in which the unit has a step to do (R152). Made up: applicants stand with their family name alone.</summary>
/// <param name="Batch">Cases of one batch ask the same thing and can be answered together.</param>
internal sealed record ReviewCase(string Number, string Batch, string Applicant, string Work, DateOnly Since)
{
    public ReviewOutcome Outcome { get; init; }

    public DateTimeOffset? At { get; init; }
}

/// <summary>我的工作台 of one ticket: what waits for the unit, and what it has answered. A real hall would keep it with the case; the sample makes up the same six for every unit.</summary>
internal sealed class ReviewList
{
    /// <summary>The item under which units review: 职业技能等级认定.</summary>
    public const string Item = "SI-0301";

    private readonly Lock gate = new();
    private readonly List<ReviewCase> cases;

    /// <param name="today">Cases came in on the days before.</param>
    public ReviewList(DateOnly today) => cases =
    [
        new("RD2026110301", "电工 · 高级工（三级）", "陈*", "核对工作年限满 4 年", today.AddDays(-6)),
        new("RD2026110302", "电工 · 高级工（三级）", "吴*", "核对工作年限满 4 年", today.AddDays(-6)),
        new("RD2026110303", "电工 · 高级工（三级）", "郑*", "核对工作年限满 4 年", today.AddDays(-5)),
        new("RD2026111001", "焊工 · 技师（二级）", "冯*", "核对业绩材料", today.AddDays(-3)),
        new("RD2026111002", "焊工 · 技师（二级）", "卫*", "核对业绩材料", today.AddDays(-2)),
        new("RD2026111501", "数控车工 · 中级工（四级）", "沈*", "核对在岗情况", today.AddDays(-1)),
    ];

    /// <summary>待办, oldest first.</summary>
    public IReadOnlyList<ReviewCase> Open() => Those(one => one.Outcome == ReviewOutcome.Open);

    /// <summary>已办, newest first.</summary>
    public IReadOnlyList<ReviewCase> Done() => [.. Those(one => one.Outcome != ReviewOutcome.Open).OrderByDescending(one => one.At)];

    /// <summary>Answers open cases.</summary>
    /// <returns>How many; 0: somebody in another tab was first, or there is no such case.</returns>
    public int Answer(Func<ReviewCase, bool> which, ReviewOutcome outcome, DateTimeOffset now)
    {
        var answered = 0;
        lock (gate)
        {
            for (var at = 0; at < cases.Count; at++)
            {
                if (cases[at].Outcome != ReviewOutcome.Open || !which(cases[at]))
                    continue;
                cases[at] = cases[at] with { Outcome = outcome, At = now };
                answered++;
            }
        }
        return answered;
    }

    private IReadOnlyList<ReviewCase> Those(Func<ReviewCase, bool> which)
    {
        lock (gate)
            return [.. cases.Where(which)];
    }
}
