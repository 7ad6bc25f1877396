namespace JsHrss.Storage.Lanes;

/// <summary>A row by which it can be told afterwards whether a change was committed: its answer was lost on the way, and it must not be guessed (case FT-04).</summary>
/// <param name="Sql">A select with a row if it was; <c>@id</c> and <c>@attempt</c> are bound.</param>
/// <param name="Id">Key of the row.</param>
/// <param name="Attempt">Value unique to this change, where the key alone does not tell.</param>
internal readonly record struct CommitMark(string Sql, Guid Id, Guid Attempt);
