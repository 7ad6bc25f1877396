using System.Collections.Immutable;

namespace JsHrss.IdP.Web.Units;

/// <summary>What the pages ask and do about the institutions of a unit (R151), always as one member of it. A refusal is a stable code; null: done.</summary>
internal interface IInstitutionDesk
{
    /// <summary>机构管理, or why it is not told.</summary>
    /// <param name="browser">Whose.</param>
    /// <param name="acting">Key of the membership acted in.</param>
    /// <param name="after">What the part before gave as <see cref="InstitutionsShown.Next"/>; null: from the first. May be hostile.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<(InstitutionsShown? Institutions, string? Refusal)> ListAsync(HttpContext browser, string acting, string? after, CancellationToken ct);

    /// <summary>One of them, or why it is not told. Its key may be hostile.</summary>
    ValueTask<(InstitutionShown? Institution, string? Refusal)> FindAsync(HttpContext browser, string acting, string institution, CancellationToken ct);

    /// <summary>Applies for one; what was typed may be hostile.</summary>
    ValueTask<string?> ApplyAsync(HttpContext browser, string acting, string? name, string? businessLine, CancellationToken ct);

    /// <summary>Takes an application back, over the version that was seen.</summary>
    ValueTask<string?> WithdrawAsync(HttpContext browser, string acting, string institution, int version, CancellationToken ct);
}

/// <summary>A part of 机构管理.</summary>
/// <param name="All">This part, oldest first.</param>
/// <param name="Next">Behind which the next part begins; null: this is the last.</param>
internal sealed record InstitutionsShown(ImmutableArray<InstitutionShown> All, string? Next);

/// <summary>An institution, or an application for one.</summary>
internal sealed record InstitutionShown
{
    /// <summary>Its key, as addresses hold it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>条线.</summary>
    public required string BusinessLine { get; init; }

    /// <summary>机构编号; null: it is not approved.</summary>
    public string? Number { get; init; }

    /// <summary><c>applied</c>, <c>active</c>, <c>suspended</c>, <c>ended</c>, <c>refused</c> or <c>withdrawn</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it was applied for or opened, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why an officer decided as he did last; null: nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>How many administrators it has, pending ones too.</summary>
    public int Administrators { get; init; }

    /// <summary>How many agents it has, pending ones too.</summary>
    public int Agents { get; init; }

    /// <summary>To be sent back with every change.</summary>
    public required int Version { get; init; }

    /// <summary>Whether it has, or can have, members of its own to be governed: of one that is over nobody is left, unless somebody put them there past the house.</summary>
    public bool HasMembers => Number is not null && (State != "ended" || Administrators + Agents > 0);

    /// <summary>Whether nobody decided on it yet, so that it can be taken back.</summary>
    public bool CanBeWithdrawn => State == "applied";
}
