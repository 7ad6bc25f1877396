using System.Collections.Immutable;

namespace JsHrss.IdP.Web;

/// <summary>What the pages ask of 实人认证. The bridge answers it over the domain; no page learns whose face is expected.</summary>
/// <remarks>Every answer of null: nobody is signed in who may be checked here. A unit's password alone changes nothing of the person's own, unless a waiting request asks for it.</remarks>
internal interface IFaceDesk
{
    /// <summary>Which ways there are for this person.</summary>
    ValueTask<FaceOffer?> OfferAsync(HttpContext browser, CancellationToken ct);

    /// <summary>Opens an attempt.</summary>
    /// <param name="browser">Whose.</param>
    /// <param name="channel">As posted; may be hostile.</param>
    /// <param name="agreed">Which text was shown beside the box that was ticked (<c>FaceNotice.MarkOf</c>), as posted; may be hostile. Null: the box was not ticked.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<FaceBegun?> BeginAsync(HttpContext browser, string? channel, string? agreed, CancellationToken ct);

    /// <summary>How an attempt stands; its channel is asked when it is time to. Null also: not this session's.</summary>
    /// <param name="browser">Whose.</param>
    /// <param name="id">As it stands in the address; may be hostile.</param>
    /// <param name="isUse">False for polls (case RT-22).</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<FacePanel?> ShowAsync(HttpContext browser, string id, bool isUse, CancellationToken ct);

    /// <summary>Takes a passed attempt into the session. On success the browser carries a new cookie afterwards.</summary>
    ValueTask<FaceTaken?> TakeAsync(HttpContext browser, string id, CancellationToken ct);
}

/// <summary>The ways to be checked.</summary>
/// <param name="Channels">Codes, the first to be offered first.</param>
/// <param name="Barrier">Why there is none, a stable code; null: there is.</param>
/// <param name="Until">A real person now, until then, UTC; null: not one, or without end.</param>
internal sealed record FaceOffer(ImmutableArray<string> Channels, string? Barrier, DateTimeOffset? Until);

/// <summary>What became of the wish.</summary>
/// <param name="Id">Of the attempt; null: none was opened.</param>
/// <param name="Refusal">Stable code; null: it was opened.</param>
internal sealed record FaceBegun(string? Id, string? Refusal);

/// <summary>What became of taking it up.</summary>
/// <param name="Refusal">Stable code; null: done.</param>
internal sealed record FaceTaken(string? Refusal);

/// <summary>An attempt in one of its states.</summary>
/// <param name="State">Which.</param>
/// <param name="Channel">By which channel.</param>
/// <param name="SecondsLeft">Of the ten minutes.</param>
/// <param name="Text">What stands in the code; null where it is not drawn.</param>
/// <param name="AppLink">Opens the channel's app on the same device; null: none.</param>
/// <param name="IsSilent">The channel did not answer just now.</param>
internal sealed record FacePanel(FacePanelState State, string Channel, int SecondsLeft, string? Text, string? AppLink, bool IsSilent)
{
    /// <summary>Two digits that the phone must show too; null: the channel shows none of ours.</summary>
    public string? Pairing { get; init; }
}

/// <summary>States of an attempt on the page.</summary>
internal enum FacePanelState
{
    /// <summary>To be scanned, or being looked at.</summary>
    Open,

    /// <summary>Passed; the browser goes on.</summary>
    Passed,

    /// <summary>Not passed.</summary>
    Failed,

    /// <summary>M18.</summary>
    Expired,

    /// <summary>Another attempt took its place.</summary>
    Replaced,

    /// <summary>Passed and taken up before.</summary>
    Done,
}
