using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>A device asks, and this person has not approved it, in this context, on a page that shows which device it is.</summary>
/// <remarks>
/// Neither an earlier consent nor a first party's standing says who holds the device: the code may have been sent by somebody who wants to be signed in as its reader
/// (RFC 8628 §5.4, cases QR-02, QR-11). The answer names person and context: what was approved as another one does not count.
/// </remarks>
internal sealed class DeviceNotApproved : IOrderedCheck
{
    public SpecRef Law { get; } = new("RFC 8628", "3.3");

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct)
    {
        if (state.Request.Device is null)
            return Need.None;
        var approved = state.Answers.TryGetValue(Answered.Device, out var answer) && answer.Value == Answered.ConsentOf(state.Session!.Subject, state.Context!.Value);
        return Need.When(!approved, Page.Device, "device_not_approved", "interaction_required");
    }
}
