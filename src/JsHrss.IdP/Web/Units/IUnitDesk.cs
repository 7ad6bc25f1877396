namespace JsHrss.IdP.Web.Units;

/// <summary>What the pages ask about the units of the person who is signed in. The bridge answers it over the domain.</summary>
internal interface IUnitDesk
{
    /// <summary>我的单位. Null: nobody is signed in.</summary>
    ValueTask<MyUnitsShown?> ListAsync(HttpContext browser, CancellationToken ct);

    /// <summary>Whether this browser may act in a membership now. Its key comes from the address and may be hostile.</summary>
    ValueTask<UnitEntrance> EnterAsync(HttpContext browser, string? membership, CancellationToken ct);

    /// <summary>The legal representative's masked name (R148); null: none is known here, or it is not told to this member: nothing of the unit is to whose membership does not serve now, or is limited to an institution.</summary>
    ValueTask<string?> RepresentativeAsync(HttpContext browser, string membership, CancellationToken ct);

    /// <summary>办事范围 (R140). Null: the browser does not act in this membership any more.</summary>
    ValueTask<OwnItemsShown?> ItemsAsync(HttpContext browser, string membership, CancellationToken ct);

    /// <summary>One of the person's own memberships, to leave it, opened or not. Null: not the person's, or of no concern to this session.</summary>
    ValueTask<UnitLeft?> ToLeaveAsync(HttpContext browser, string? membership, CancellationToken ct);

    /// <summary>Leaves. Null: done; else a stable code.</summary>
    ValueTask<string?> LeaveAsync(HttpContext browser, string membership, int version, CancellationToken ct);

    /// <summary>Writes down that somebody tried what a membership of theirs does not allow.</summary>
    ValueTask NoteRefusedAsync(HttpContext browser, string membership, string code, CancellationToken ct);
}

/// <summary>What to leave.</summary>
/// <param name="Unit">As the list shows it.</param>
/// <param name="Version">To be sent back with the form.</param>
/// <param name="NeedsProof">A fresh proof is needed first (R146).</param>
/// <param name="Ways">How it can be given.</param>
internal sealed record UnitLeft(MyUnitShown Unit, int Version, bool NeedsProof, ProofWays Ways);
