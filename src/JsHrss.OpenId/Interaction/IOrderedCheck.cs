using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction;

/// <summary>A check of the engine's own, with the section it obeys.</summary>
internal interface IOrderedCheck : IInteractionCheck
{
    SpecRef Law { get; }
}
