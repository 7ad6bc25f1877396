using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Web;

/// <summary>What the pages ask of 扫码登录.</summary>
internal interface IQrDesk
{
    /// <summary>The code this browser shows here, and how it stands.</summary>
    /// <param name="browser">Whose.</param>
    /// <param name="place">Where.</param>
    /// <param name="wish">Whether another one may, or must, take its place.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<QrPanel> ShowAsync(HttpContext browser, QrSpot place, QrWish wish, CancellationToken ct);

    /// <summary>Takes up the session that was confirmed on the phone. On success the browser carries it afterwards.</summary>
    /// <returns>Null: nothing is confirmed here.</returns>
    ValueTask<SignInResult?> RedeemAsync(HttpContext browser, QrSpot place, CancellationToken ct);
}

/// <summary>Where a code is shown.</summary>
/// <param name="IsUnit">On the tab 单位登录.</param>
/// <param name="Pending">The waiting request; null: our own start page.</param>
internal sealed record QrSpot(bool IsUnit, PendingInteraction? Pending)
{
    /// <summary>The person who is signed in proves it once more: nobody else's phone is taken, and for a unit that one alone is offered.</summary>
    public bool IsStepUp { get; init; }

    /// <summary>The number of the unit whose proof is wanted in a step-up; null: oneself, or no step-up.</summary>
    public string? UnitNumber { get; init; }
}

/// <summary>What is to be shown.</summary>
internal enum QrWish
{
    /// <summary>The one there is, whatever became of it.</summary>
    AsItStands,

    /// <summary>The one there is while it is good, else a new one.</summary>
    Good,

    /// <summary>A new one.</summary>
    New,
}

/// <summary>The panel in one of its states (look design §7).</summary>
/// <param name="State">Which.</param>
/// <param name="SecondsLeft">Until the state is over.</param>
/// <param name="Text">What stands in the code; null where it is not drawn.</param>
/// <param name="AppLink">Opens the app on the same device; null where there is nothing to open.</param>
/// <param name="Pairing">Two digits, from the scan on; null before.</param>
internal sealed record QrPanel(QrPanelState State, int SecondsLeft, string? Text, string? AppLink, string? Pairing);

/// <summary>States of the panel.</summary>
internal enum QrPanelState
{
    /// <summary>To be scanned.</summary>
    New,

    /// <summary>「已扫码，请在手机上确认」.</summary>
    Scanned,

    /// <summary>Confirmed; the browser goes on.</summary>
    Confirmed,

    /// <summary>Refused on the phone.</summary>
    Denied,

    /// <summary>Over.</summary>
    Expired,

    /// <summary>Another window of this browser shows another code.</summary>
    Replaced,

    /// <summary>Too many codes at this address.</summary>
    Busy,
}
