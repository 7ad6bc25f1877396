using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token;

/// <summary>A token request whose sender is known.</summary>
/// <param name="Client">The client that authenticated.</param>
/// <param name="Form">What it sent.</param>
/// <param name="Confirmation">The key it proved to hold; <see cref="Confirmation.None"/>: a bearer.</param>
internal sealed record TokenRequest(Client Client, FormParameters Form, Confirmation Confirmation);
